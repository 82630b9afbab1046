using Throughline.DuckDb;
using Throughline.Platform.Erasing;
using Throughline.Platform.Log;

namespace Throughline.Profiles.Erasure;

/// <summary>
/// Finds where other customers typed the person's address or number. Those are their words: they are listed by place, and changed only when
/// somebody asks for that.
/// </summary>
static class OthersWords
{
    const int Most = 10_000;

    /// <summary>The places, at most ten thousand.</summary>
    public static Task<IReadOnlyList<OthersMention>> FindAsync(SignalLog log, ErasedPerson person, CancellationToken cancellation) =>
        log.ReadAsync<IReadOnlyList<OthersMention>>(connection =>
        {
            List<(string Name, object? Value)> parameters = [];
            List<(string Place, string Column, string May)> places =
            [
                ("text", "text", May("text", person.Mentions, parameters)),
                ("rest", "rest", May("rest", person.Mentions, parameters)),
                .. log.Catalogue.Contents.Attributes.Select(attribute =>
                    (attribute.Name, SignalWhere.Column(attribute), May(SignalWhere.Column(attribute), person.Mentions, parameters))),
            ];
            var found = new List<OthersMention>();
            if (parameters.Count == 0)
            {
                return found;
            }

            using var transaction = connection.Begin();
            LogErasure.Name(connection, person.Records);
            using (var reader = connection.Query($"""
                SELECT id, {string.Join(", ", places.Select(place => $"CASE WHEN {place.May} THEN {place.Column} END"))} FROM signal
                WHERE ({string.Join(" OR ", places.Select(place => place.May))}) AND NOT EXISTS (
                    SELECT 1 FROM erased_record r WHERE r.source_id = signal.source_id AND r.customer = signal.customer)
                """, [.. parameters]))
            {
                while (found.Count < Most && reader.Read())
                {
                    for (var i = 0; i < places.Count; i++)
                    {
                        Add(found, person, reader.GetGuid(0), places[i].Place, reader.GetStringOrNull(i + 1));
                    }
                }
            }

            LogErasure.Forget(connection);
            return found;
        }, cancellation);

    static void Add(List<OthersMention> found, ErasedPerson person, Guid signal, string place, string? text)
    {
        if (text is not null)
        {
            found.AddRange(person.Mentions.Find(text).Select(one => new OthersMention(signal.ToString("N"), place, one.Kind, one.Start, one.Length)));
        }
    }

    /// <summary>Lets through every text that may hold one of the names, and few others.</summary>
    static string May(string column, Mentions mentions, List<(string Name, object? Value)> parameters)
    {
        var any = new List<string>();
        foreach (var email in mentions.Emails)
        {
            var at = email.LastIndexOf('@');
            var local = email[(at + 1)..] == "gmail.com" ? "" : email[..at]; // dots may stand anywhere in it
            any.Add($"(contains(lower({column}), {Parameter(email[at..])}) AND contains(lower({column}), {Parameter(local)}))");
        }

        any.AddRange(mentions.Phones.Select(phone =>
            $"contains(regexp_replace(translate({column}, '٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹', '01234567890123456789'), '[^0-9]', '', 'g'), {Parameter(phone)})"));
        return any.Count == 0 ? "FALSE" : $"({string.Join(" OR ", any)})";

        string Parameter(string value)
        {
            parameters.Add(($"m{parameters.Count}", value));
            return $"$m{parameters.Count - 1}";
        }
    }
}
