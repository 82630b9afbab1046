using System.Globalization;
using Throughline.Listening.Quality.Checks;
using Throughline.Listening.Quality.Profiling;

namespace Throughline.Listening.Quality;

/// <summary>A line that the profile proposes for the checks or for the recipe, with the figures that led to it.</summary>
/// <param name="Text">The line.</param>
/// <param name="For"><c>checks</c> or <c>recipe</c>.</param>
/// <param name="Field">The field.</param>
/// <param name="Because">Stable word for the reason, which the client says in the reader's language.</param>
/// <param name="Count">Values that speak for it.</param>
/// <param name="Of">Values that were looked at.</param>
public sealed record QualitySuggestion(string Text, string For, string Field, string Because, long Count, long Of);

/// <summary>Proposes checks and steps of a recipe from profiles. Every check that is proposed warns; to hold or to turn away is for a person to say.</summary>
static class Suggestions
{
    const long LeastRows = 20;
    const double Nearly = 0.9;
    const double FewMissing = 0.05;
    const double Mostly = 0.95;

    /// <summary>What the profile of a source proposes and its checks and its recipe do not say yet.</summary>
    public static IReadOnlyList<QualitySuggestion> Of(IReadOnlyList<FieldProfile> fields, int batches, SourceRules? rules)
    {
        var asked = rules?.Checks.Select(one => (one.Line.Field, one.Line.Check)).ToHashSet() ?? [];
        var cleaned = rules?.Steps.Select(one => (one.Field, one.Step)).ToHashSet() ?? [];
        return
        [
            .. fields.SelectMany(field => OfField(field, batches)).Where(one => one.For == QualityBook.Checks
                ? !asked.Contains((one.Field, WordOf(one.Text, 1)))
                : !cleaned.Contains((one.Field, WordOf(one.Text, 0)))),
        ];
    }

    static IEnumerable<QualitySuggestion> OfField(FieldProfile field, int batches)
    {
        var (filled, of) = (field.Filled.Count, field.Filled.Of);
        if (of < LeastRows || filled == 0)
        {
            yield break;
        }

        QualitySuggestion Check(string what, string because, long count, long among) => new($"warn {CheckText.Quote(field.Field)} {what}", QualityBook.Checks, field.Field, because, count, among);
        QualitySuggestion Step(string what, string because, long count) => new($"{CheckText.Quote(field.Field)} {what}", QualityBook.Recipe, field.Field, because, count, filled);

        if (field.Use is not ("time" or "record_id") && filled == of)
        {
            yield return Check("required", "always_filled", filled, of);
        }
        else if (of - filled is > 0 and var missing && missing <= FewMissing * of)
        {
            yield return Check($"missing_at_most {Percent((double)missing / of)}%", "seldom_missing", missing, of);
        }

        if (KindCheck(field) is { } kind && field.KindShare >= Nearly)
        {
            yield return Check(kind, "of_kind", (long)Math.Round(field.KindShare * filled), filled);
        }

        if (field.Kind is ValueKind.Code or ValueKind.Uuid && field.Distinct is { } distinct && distinct.High >= filled && filled >= 5 * LeastRows)
        {
            yield return Check("unique", "never_twice", filled, filled);
        }

        if (field is { Personal: false, Kind: ValueKind.Code } && field.Masks is [var mask, ..] && mask.Count >= Mostly * filled && field.Distinct?.Value > 20)
        {
            yield return Check($"mask {CheckText.Quote(mask.Word)}", "one_form", mask.Count, filled);
        }

        if (field.Use != "score" && field.Numbers is { Low: { } low, High: { } high } numbers && numbers.Count >= Nearly * filled && low < high && numbers.Outliers == 0)
        {
            yield return Check($"range {Number(Math.Floor(low))} to {Number(Math.Ceiling(high))}", "within", numbers.Count, filled);
        }

        if (field.Numbers is { Outliers: > 0 } odd && odd.Outliers <= 0.02 * odd.Count)
        {
            yield return Check($"outliers_at_most {Percent((double)odd.Outliers / odd.Count)}%", "few_outliers", odd.Outliers, odd.Count);
        }

        if (field.Kind == ValueKind.Date || field.Use == "time")
        {
            yield return Check("not_future", "days", filled, filled);
        }

        if (field.Kind == ValueKind.Email)
        {
            yield return Check("real_mail_domain", "of_kind", filled, filled);
        }

        if (field.Placeholders.Count > 0)
        {
            yield return Check("not_placeholder", "placeholders", field.Placeholders.Count, filled);
            yield return Step("empty_if n/a, -, none, null, unknown", "placeholders", field.Placeholders.Count);
        }

        if (field.Broken.Count > 0)
        {
            yield return Check("clean_text", "broken", field.Broken.Count, filled);
        }

        if (field.Untrimmed.Count > 0)
        {
            yield return Step("trim", "blank_ends", field.Untrimmed.Count);
        }

        if (batches > 1 && field.Use is "score" or "attribute" or "channel" or "touchpoint" or "language" && field.Drift is { } drift and <= Drift.Small)
        {
            yield return Check("drift_at_most 0.25", "steady", (long)Math.Round(drift * 1000), 1000);
        }
    }

    static string? KindCheck(FieldProfile field) => field.Kind switch
    {
        _ when field.Use is "score" or "time" or "text" or "record_id" or "language" => null,
        ValueKind.Email => "is_email",
        ValueKind.Phone => "is_phone",
        ValueKind.Date => "is_date",
        ValueKind.WholeNumber => "is_whole_number",
        ValueKind.Number => "is_number",
        ValueKind.Boolean => "is_yes_no",
        ValueKind.Url => "is_url",
        ValueKind.Uuid => "is_uuid",
        ValueKind.IpAddress => "is_ip_address",
        ValueKind.Country => "is_country",
        ValueKind.Language => "is_language",
        ValueKind.Postcode => "is_postcode",
        _ => null,
    };

    /// <summary>The word behind the field.</summary>
    static string WordOf(string line, int before)
    {
        var reader = new LineReader(line);
        for (var i = 0; i <= before; i++)
        {
            reader.Word("a word");
        }

        return reader.Word("a word");
    }

    // Twice what is seen, so that the next batch does not fail by chance alone, and at least one in a thousand.
    static string Percent(double share) => Number(Math.Max(0.1, Math.Ceiling(share * 2000) / 10));

    static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
