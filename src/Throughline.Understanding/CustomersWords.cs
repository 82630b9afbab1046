using System.Globalization;
using Throughline.Contracts;
using Throughline.Language.Languages;
using Throughline.Platform.Log;

namespace Throughline.Understanding;

/// <summary>
/// Which words of the log are a customer's own: nothing that the company wrote or a machine noted, nothing of an employee, and of a conversation only
/// what is known to be the customer's turns. Whoever reads words for what customers say asks here.
/// </summary>
static class CustomersWords
{
    const string Roles = "roles"; // the attribute by which a transcript says whose turns its text is

    /// <summary>Answers, reviews and messages: one person's words each. To stand after WHERE.</summary>
    public static readonly string Written = string.Create(CultureInfo.InvariantCulture,
        $"has_text AND kind IN ({(int)SignalKind.Response}, {(int)SignalKind.Review}, {(int)SignalKind.Message})");

    /// <summary>The same, and conversations of which the customer's turns are known. To stand after WHERE.</summary>
    public static string Sql(CatalogueContents catalogue) => string.Create(CultureInfo.InvariantCulture,
        $"({Written} OR (has_text AND kind = {(int)SignalKind.Transcript} AND {RolesColumn(catalogue)} IN ('known', 'partly_known')))");

    /// <summary>The column that says whose turns the text of a conversation is; a missing value where no source says so.</summary>
    public static string RolesColumn(CatalogueContents catalogue) =>
        catalogue.Attributes.FirstOrDefault(attribute => attribute.Name == Roles) is { } roles ? SignalWhere.Column(roles) : "NULL::VARCHAR";

    /// <summary>True for what <see cref="RolesColumn"/> says of turns that are known to be a customer's.</summary>
    public static bool AreKnown(ReadOnlySpan<byte> roles) => roles.SequenceEqual("known"u8) || roles.SequenceEqual("partly_known"u8);

    /// <summary>The language of a text by its words; what its source says where they do not tell, <c>und</c> where nobody does.</summary>
    public static string LanguageOf(string text, string? declared) =>
        LanguageIdentifier.Of(text) is { Language: not ("unknown" or "other") } guess ? guess.Language[..2] : declared ?? "und";
}
