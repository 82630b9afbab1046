using System.Text;
using Throughline.Listening.Quality.Profiling;
using Throughline.Listening.Quarantine;

namespace Throughline.Listening.Quality.Checks;

/// <summary>Every check that there is; docs/checks.md lists the same.</summary>
static class CheckKinds
{
    static readonly HashSet<string> _mistypedDomains = new(StringComparer.OrdinalIgnoreCase)
    {
        "gmial.com", "gmai.com", "gmail.co", "gmail.con", "gnail.com", "gamil.com", "hotmial.com", "hotmail.con", "hotmai.com", "yaho.com", "yahoo.con", "yahooo.com", "outlok.com",
        "outlook.con", "iclod.com", "example.com", "example.org", "test.com", "mailinator.com", "guerrillamail.com", "10minutemail.com", "tempmail.com", "trashmail.com", "yopmail.com",
    };

    public static IReadOnlyList<CheckKind> All { get; } =
    [
        // What should be there is there.
        new("required", QualityDimension.Completeness, QuarantineReasons.ValueMissing, "", _ => CellTests.Required),
        new("required_if", QualityDimension.Completeness, QuarantineReasons.ValueMissing, "status = shipped", CellTests.RequiredIf),
        new("any_filled_with", QualityDimension.Completeness, QuarantineReasons.ValueMissing, "phone, mobile", CellTests.AnyFilled),
        new("filled_together_with", QualityDimension.Completeness, QuarantineReasons.ValueMissing, "street, city", CellTests.FilledTogether),
        new("not_placeholder", QualityDimension.Completeness, QuarantineReasons.Placeholder, "", _ => CellTests.Of((value, _, _) => !Values.IsPlaceholder(value))),
        new("missing_at_most", QualityDimension.Completeness, null, "5%", line => SourceTests.Missing(line.Percent())),
        new("rows_a_batch", QualityDimension.Completeness, null, "100 to 5000", line => SourceTests.Rows(line.Range(0))) { OfWhole = true },
        new("columns", QualityDimension.Completeness, null, "id, email, amount", line => SourceTests.Columns(line.Words("a column"))) { OfWhole = true },

        // Values are of the form, the kind and the range that they should have.
        Kind("is_number", CellTests.IsNumber),
        Kind("is_whole_number", CellTests.IsWholeNumber),
        Kind("is_date", CellTests.Of((value, _, _) => Values.TryDay(value, out _))),
        Kind("is_yes_no", CellTests.Of((value, _, _) => Values.IsYesOrNo(value))),
        Kind("is_email", CellTests.Of((value, _, _) => Values.IsEmail(value))),
        Kind("is_phone", CellTests.Of((value, _, _) => Values.IsPhone(value))),
        Kind("is_url", CellTests.Of((value, _, _) => Values.IsUrl(value))),
        Kind("is_uuid", CellTests.Of((value, _, _) => Values.IsUuid(value))),
        Kind("is_ip_address", CellTests.Of((value, _, _) => Values.IsIpAddress(value))),
        Kind("is_country", CellTests.Of((value, _, _) => Values.IsCountry(value))),
        Kind("is_language", CellTests.Of((value, _, _) => Values.IsLanguage(value))),
        Kind("is_postcode", CellTests.Of((value, _, _) => Values.IsPostcode(value))),
        new("one_of", QualityDimension.Validity, QuarantineReasons.NotInList, "open, closed, \"in progress\"", line => CellTests.OneOf(line, true)),
        new("none_of", QualityDimension.Validity, QuarantineReasons.NotInList, "test, demo", line => CellTests.OneOf(line, false)),
        new("matches", QualityDimension.Validity, QuarantineReasons.WrongForm, "\"^[A-Z]{2}-\\d+$\"", line => CellTests.Matches(line, true)),
        new("not_matches", QualityDimension.Validity, QuarantineReasons.WrongForm, "\"(?i)lorem ipsum\"", line => CellTests.Matches(line, false)),
        new("mask", QualityDimension.Validity, QuarantineReasons.WrongForm, "AA-9999, AA-999", CellTests.Mask),
        new("decimals_at_most", QualityDimension.Validity, QuarantineReasons.WrongForm, "2", CellTests.Decimals),
        new("length", QualityDimension.Validity, QuarantineReasons.WrongLength, "2 to 40", CellTests.Length),
        new("range", QualityDimension.Validity, QuarantineReasons.OutOfRange, "0 to 120", CellTests.Range),
        new("days", QualityDimension.Validity, QuarantineReasons.OutOfRange, "2020-01-01 to 2026-12-31", CellTests.Days),
        new("script", QualityDimension.Validity, QuarantineReasons.WrongScript, "latin, arabic", CellTests.Script),
        new("clean_text", QualityDimension.Validity, QuarantineReasons.BrokenText, "", _ => CellTests.IsClean),

        // Nothing stands there twice that should stand there once.
        new("unique", QualityDimension.Uniqueness, QuarantineReasons.ValueRepeated, "", _ => CellTests.Unique(null)),
        new("unique_with", QualityDimension.Uniqueness, QuarantineReasons.ValueRepeated, "shop, day", CellTests.Unique),
        new("distinct", QualityDimension.Uniqueness, null, "2 to 50", line => SourceTests.Distinct(line.Range(0))),
        new("repeats_at_most", QualityDimension.Uniqueness, null, "5%", line => SourceTests.Repeats(line.Percent())) { OfWhole = true },

        // Fields do not speak against one another, nor today against before.
        new("at_most_field", QualityDimension.Consistency, QuarantineReasons.FieldsDisagree, "price", line => CellTests.Compare(line, order => order <= 0)),
        new("at_least_field", QualityDimension.Consistency, QuarantineReasons.FieldsDisagree, "order_date", line => CellTests.Compare(line, order => order >= 0)),
        new("equals_field", QualityDimension.Consistency, QuarantineReasons.FieldsDisagree, "email_again", line => CellTests.Compare(line, order => order == 0)),
        new("differs_from_field", QualityDimension.Consistency, QuarantineReasons.FieldsDisagree, "sender", line => CellTests.Compare(line, order => order != 0)),
        new("only_if", QualityDimension.Consistency, QuarantineReasons.FieldsDisagree, "status = refunded", CellTests.OnlyIf),
        new("sum_of", QualityDimension.Consistency, QuarantineReasons.FieldsDisagree, "net, tax", CellTests.SumOf),
        new("fits_language", QualityDimension.Consistency, QuarantineReasons.FieldsDisagree, "language", CellTests.LanguageFits),
        new("mean", QualityDimension.Consistency, null, "3 to 5", line => SourceTests.Mean(line.Range())),
        new("drift_at_most", QualityDimension.Consistency, null, "0.25", line => SourceTests.DriftAtMost(line.Number("an index, usually 0.25"))),

        // It comes in time, and its times can be true.
        new("not_future", QualityDimension.Timeliness, QuarantineReasons.InTheFuture, "1 d", CellTests.NotFuture),
        new("not_older_than", QualityDimension.Timeliness, QuarantineReasons.TooOld, "90 d", CellTests.NotOlderThan),
        new("fresh", QualityDimension.Timeliness, null, "24 h", line => SourceTests.Fresh(line.Age())) { OfWhole = true },

        // Values can be true.
        new("check_digit", QualityDimension.Accuracy, QuarantineReasons.WrongCheckDigit, "iban", line =>
        {
            var kind = line.OneOf(CheckDigits.Kinds);
            return CellTests.Of((value, _, _) => CheckDigits.IsRight(kind, value));
        }),
        new("birth_date", QualityDimension.Accuracy, QuarantineReasons.Implausible, "", _ => CellTests.BirthDate),
        new("real_mail_domain", QualityDimension.Accuracy, QuarantineReasons.Implausible, "", _ => CellTests.Of((value, _, _) =>
            value.LastIndexOf((byte)'@') is var at && (at < 0 || !_mistypedDomains.Contains(Encoding.UTF8.GetString(value[(at + 1)..]))))),
        new("outliers_at_most", QualityDimension.Accuracy, null, "1%", line => SourceTests.Outliers(line.Percent())),
        new("held_at_most", QualityDimension.Accuracy, null, "2%", line => SourceTests.HeldAtMost(line.Percent())) { OfWhole = true },
    ];

    static readonly Dictionary<string, CheckKind> _byWord = All.ToDictionary(kind => kind.Word, StringComparer.Ordinal);

    public static CheckKind? Find(string word) => _byWord.GetValueOrDefault(word);

    static CheckKind Kind(string word, RowTest test) => new(word, QualityDimension.Validity, QuarantineReasons.WrongKind, "", _ => test);
}

/// <summary>The tests that checks of all rows together are made of. They look at the newest batch.</summary>
static class SourceTests
{
    const long LeastRows = 20;

    public static SourceTest Missing(double most) => OfField(sketch => (double)sketch.Missing / sketch.Rows, share => share <= most);

    public static SourceTest Distinct((double Low, double High) range) =>
        OfField(sketch => Math.Round(sketch.Distinct.Count()), count => count >= range.Low && count <= range.High);

    public static SourceTest Mean((double Low, double High) range) =>
        OfField(sketch => sketch.Numbers.Count == 0 ? null : sketch.Sum / sketch.Numbers.Count, mean => mean >= range.Low && mean <= range.High);

    public static SourceTest Outliers(double most) =>
        OfField(sketch => NumberProfile.Of(sketch, personal: true) is { Count: > 0 } numbers ? (double)numbers.Outliers / numbers.Count : null, share => share <= most);

    public static SourceTest DriftAtMost(double most) => new((facts, field) => facts.Drift(field) is { } drift ? new(drift <= most, drift) : null);

    public static SourceTest Rows((double Low, double High) range) => new((facts, _) => facts.Rows == 0 ? null : new(facts.Rows >= range.Low && facts.Rows <= range.High, facts.Rows));

    public static SourceTest Columns(IReadOnlyList<string> columns) => new((facts, _) =>
    {
        if (facts.Rows < LeastRows)
        {
            return null;
        }

        var other = facts.Filled.Count(one => !columns.Contains(one)) + columns.Count(one => !facts.Filled.Contains(one));
        return new(other == 0, other);
    });

    public static SourceTest Fresh(TimeSpan most) => new((facts, _) => facts.LastReceived is { } last ? new(facts.Now - last <= most, (facts.Now - last).TotalHours) : null);

    public static SourceTest Repeats(double most) => new((facts, _) => Share(facts.Duplicates, facts.Received, most));

    public static SourceTest HeldAtMost(double most) => new((facts, _) => Share(facts.Held, facts.Received, most));

    static SourceVerdict? Share(long part, long of, double most) => of < LeastRows ? null : new(part <= most * of, (double)part / of);

    static SourceTest OfField(Func<FieldSketch, double?> figure, Func<double, bool> holds) => new((facts, field) =>
        facts.Field(field) is { Rows: >= LeastRows } sketch && figure(sketch) is { } number ? new(holds(number), number) : null);
}
