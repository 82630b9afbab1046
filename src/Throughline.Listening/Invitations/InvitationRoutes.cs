using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Contracts;
using Throughline.Listening.Mail.Smtp;
using Throughline.Platform.Http;

namespace Throughline.Listening.Invitations;

/// <summary>Registers invitations, so that replies by mail are known by what they answer.</summary>
static class InvitationRoutes
{
    const int MostMails = 20;
    const int LongestMail = 900;
    const int LongestText = 200;
    const int MostDays = 730;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/invitations", Register).WithName("RegisterInvitation")
            .WithSummary("Register an invitation before it is sent, or give the ids of its mails afterwards; the answer holds the address for replies");
        routes.MapGet("/invitations/{id}", Get).WithName("ReadInvitation").WithSummary("An invitation and whether it was answered");
        routes.MapDelete("/invitations/{id}", Delete).WithName("DeleteInvitation").WithSummary("Forget an invitation; replies to it are kept as nobody's from now on");
    }

    static Results<Ok<InvitationView>, ProblemHttpResult> Register(InvitationRequest request, InvitationStore store, ReplyAddress addresses, TimeProvider time)
    {
        var id = request.Id ?? $"i{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(10))}";
        if (!ReplyAddress.IsInvitation(id))
        {
            throw new BadInputException("id", "An id has 1 to 40 small letters, digits and hyphens.", "invitation_id");
        }

        if (request.Customer is not { Length: <= LongestText } customer || Identifier.Parse(customer) is null)
        {
            throw new BadInputException("customer", "A customer is namespace:value, for example user:42.", "bad_customer");
        }

        if (string.IsNullOrWhiteSpace(request.Survey) || request.Survey.Length > LongestText)
        {
            throw new BadInputException("survey", $"Name what was asked, in at most {LongestText} characters.", "invitation_survey");
        }

        if (request.ValidDays is < 1 or > MostDays)
        {
            throw new BadInputException("valid_days", $"An invitation is valid for 1 to {MostDays} days.", "invitation_days");
        }

        var mails = (request.MessageIds ?? []).Select(one => one.Trim().TrimStart('<').TrimEnd('>')).ToList();
        if (mails.Count > MostMails || mails.Exists(one => one.Length is 0 or > LongestMail))
        {
            throw new BadInputException("message_ids", $"Give at most {MostMails} Message-IDs of 1 to {LongestMail} characters.", "invitation_mails");
        }

        var now = time.GetUtcNow().UtcDateTime;
        var wanted = new Invitation(id, customer, request.Survey.Trim(), request.Touchpoint, now, now.AddDays(request.ValidDays), null, 0);
        return store.Register(wanted, mails) is { } made
            ? TypedResults.Ok(View(made, addresses, request.Mailbox, request.Host))
            : Answers.Conflict("invitation_taken", "This id, or one of the mails, belongs to another invitation. Choose another id.");
    }

    static Ok<InvitationView> Get(string id, InvitationStore store, ReplyAddress addresses) =>
        TypedResults.Ok(View(store.Find(id) ?? throw None(id), addresses, null, null));

    static Ok<InvitationDone> Delete(string id, InvitationStore store) => store.Remove(id) ? TypedResults.Ok(new InvitationDone(true)) : throw None(id);

    static InvitationView View(Invitation one, ReplyAddress addresses, string? mailbox, string? host) => new(
        one.Id, one.Customer, one.Survey, one.Touchpoint, one.CreatedAt, one.ExpiresAt, one.AnsweredAt, one.Replies,
        addresses.CodeOf(one.Id), string.IsNullOrWhiteSpace(host) ? null : addresses.For(string.IsNullOrWhiteSpace(mailbox) ? "cx" : mailbox.Trim(), one.Id, host.Trim()));

    static NotFoundException None(string id) => new($"There is no invitation {id}.", "no_invitation");
}

/// <summary>The invitation to register. The same again changes nothing but how long it is valid and what its touchpoint is.</summary>
/// <param name="Customer">Who is asked, <c>namespace:value</c>.</param>
/// <param name="Survey">What is asked: the name under which the answers are to be found.</param>
/// <param name="Id">Small letters, digits and hyphens, at most 40; null for a random one.</param>
/// <param name="Touchpoint">Designed place of the meeting that it asks about; null for none.</param>
/// <param name="MessageIds">Message-IDs of the mails that carry it; may be given in a second call, after sending.</param>
/// <param name="ValidDays">Days in which replies are joined to it, 1 to 730; default 90.</param>
/// <param name="Mailbox">The mailbox before the plus; default <c>cx</c>.</param>
/// <param name="Host">What stands behind the at-sign; null gives no whole address.</param>
sealed record InvitationRequest(
    string Customer, string Survey, string? Id = null, string? Touchpoint = null, IReadOnlyList<string>? MessageIds = null, int ValidDays = 90,
    string? Mailbox = null, string? Host = null);

/// <summary>An invitation.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Customer">Who was asked.</param>
/// <param name="Survey">What was asked.</param>
/// <param name="Touchpoint">Designed place of the meeting; null for none.</param>
/// <param name="CreatedAt">When it was registered, UTC.</param>
/// <param name="ExpiresAt">From when on replies are not joined to it any more, UTC.</param>
/// <param name="AnsweredAt">When the first reply of a person came, UTC; null when none has.</param>
/// <param name="Replies">Replies of a person that were joined to it.</param>
/// <param name="ReplyCode">What stands between the plus and the at-sign of the address for replies: the id and our signature.</param>
/// <param name="ReplyTo">The whole address for replies; null when no host was given.</param>
sealed record InvitationView(
    string Id, string Customer, string Survey, string? Touchpoint, DateTime CreatedAt, DateTime ExpiresAt, DateTime? AnsweredAt, int Replies, string ReplyCode, string? ReplyTo);

/// <summary>It was done.</summary>
sealed record InvitationDone(bool Ok);
