using System.Text.Json.Serialization;
using Throughline.Contracts;

namespace Throughline.Listening.Mappings;

/// <summary>One thing wrong with a mapping.</summary>
/// <param name="At">JSON pointer to the member, for example <c>/fields/3/scale</c>.</param>
/// <param name="Detail">One English sentence that says what to do.</param>
public sealed record MappingProblem([property: JsonPropertyName("pointer")] string At, string Detail);

/// <summary>Checks a mapping before it is used, against the columns of a file when they are known.</summary>
public static class MappingCheck
{
    /// <summary>All problems; none for a mapping that can be compiled.</summary>
    public static IReadOnlyList<MappingProblem> Problems(Mapping mapping, IReadOnlyList<string>? columns = null)
    {
        var problems = new List<MappingProblem>();
        if (string.IsNullOrWhiteSpace(mapping.Name) || mapping.Name.Length > 200)
        {
            problems.Add(new("/name", "Give the mapping a name of at most 200 characters."));
        }

        if (TimeText.For(null, mapping.Zone) is null)
        {
            problems.Add(new("/zone", "Give UTC or an IANA time zone, for example Asia/Tehran."));
        }

        if (mapping.Fields.Count > Files.Limits.Columns)
        {
            problems.Add(new("/fields", $"Give at most {Files.Limits.Columns} fields."));
            return problems;
        }

        var known = columns?.ToHashSet(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < mapping.Fields.Count; i++)
        {
            var one = mapping.Fields[i];
            var at = $"/fields/{i}";
            if (string.IsNullOrWhiteSpace(one.Column))
            {
                problems.Add(new($"{at}/column", "Name the column."));
            }
            else if (!seen.Add(one.Column))
            {
                problems.Add(new($"{at}/column", "The column is used twice; give it one use."));
            }
            else if (known?.Contains(one.Column) == false && one.As != FieldUse.Ignore)
            {
                problems.Add(new($"{at}/column", $"The file has no column {one.Column}; choose one that it has, or leave it out."));
            }

            CheckUse(one, at, mapping, known, problems);
        }

        if (mapping.CustomerWords is { } words && (string.IsNullOrWhiteSpace(words.Column) || words.Values.Count == 0 || known?.Contains(words.Column) == false))
        {
            problems.Add(new("/customer_words", "Name a column of the file, and its values in rows that the customer wrote."));
        }

        foreach (var use in new[] { FieldUse.RecordId, FieldUse.Time, FieldUse.Touchpoint, FieldUse.Channel, FieldUse.Language, FieldUse.Activity })
        {
            if (mapping.Fields.Count(one => one.As == use) > 1)
            {
                problems.Add(new("/fields", $"Only one column can be the {Word(use)}; leave one."));
            }
        }

        foreach (var twice in mapping.Fields.Where(one => one.As == FieldUse.Attribute)
            .GroupBy(one => one.Name ?? one.Column).Where(group => group.Count() > 1))
        {
            problems.Add(new("/fields", $"Two columns fill the attribute {twice.Key}; give each its own name."));
        }

        if (mapping.Fields.All(one => one.As is FieldUse.Ignore or FieldUse.RecordId or FieldUse.Time))
        {
            problems.Add(new("/fields", "Nothing would be heard: use at least one column as score, text, identifier or attribute."));
        }

        return problems;
    }

    static void CheckUse(MappingField one, string at, Mapping mapping, HashSet<string>? known, List<MappingProblem> problems)
    {
        switch (one.As)
        {
            case FieldUse.Time when one.Time is not null && !TimeText.Formats.Contains(one.Time):
                problems.Add(new($"{at}/time", $"Give one of {string.Join(", ", TimeText.Formats)}."));
                break;
            case FieldUse.Identifier when !IsNamespace(one.Namespace):
                problems.Add(new($"{at}/namespace", "Give a namespace in lower case without blanks or colons, for example email."));
                break;
            case FieldUse.Attribute when (one.Name ?? one.Column).Trim().Length is 0 or > 200:
                problems.Add(new($"{at}/name", "Give the attribute a name of at most 200 characters."));
                break;
            case FieldUse.Score:
                CheckScore(one, at, mapping, known, problems);
                break;
        }
    }

    static void CheckScore(MappingField one, string at, Mapping mapping, HashSet<string>? known, List<MappingProblem> problems)
    {
        if (one.Metric == Metric.Share)
        {
            if (one.OtherScale is not null)
            {
                problems.Add(new($"{at}/other_scale", "Yes and no have no other scale; leave it out."));
            }

            if ((one.Yes is null) != (one.No is null) || one.Yes?.Count == 0 || one.No?.Count == 0)
            {
                problems.Add(new($"{at}/yes", "Give words for yes and words for no, or leave both out."));
            }

            return;
        }

        if (one.Scale is not { } scale)
        {
            problems.Add(new($"{at}/scale", "Give the scale: its lowest and its highest answer."));
            return;
        }

        if (!double.IsFinite(scale.Min) || !double.IsFinite(scale.Max) || scale.Min >= scale.Max)
        {
            problems.Add(new($"{at}/scale", "The lowest answer must be below the highest."));
        }

        if (one.Metric == Metric.Nps && (scale.Min != 0 || scale.Max != 10))
        {
            problems.Add(new($"{at}/metric", "NPS needs the scale 0 to 10; choose mean for another scale."));
        }

        if (one.RowScale is { } row && (!double.IsFinite(row.Min) || !double.IsFinite(row.Max) || row.Min >= row.Max
            || one.OtherScale is not null || new[] { row.MinColumn, row.MaxColumn }.Any(column => column is not null && known?.Contains(column) == false)))
        {
            problems.Add(new($"{at}/row_scale", "Name columns of the file, give a lowest answer below the highest, and leave other_scale out."));
        }

        if (one.OtherScale is not { } other)
        {
            return;
        }

        if (known?.Contains(other.Column) == false || string.IsNullOrWhiteSpace(other.Column) || other.Column == one.Column)
        {
            problems.Add(new($"{at}/other_scale/column", "Name another column of the file that tells these rows."));
        }

        if (!double.IsFinite(other.Min) || !double.IsFinite(other.Max) || other.Min >= other.Max)
        {
            problems.Add(new($"{at}/other_scale/min", "The lowest answer must be below the highest."));
        }

        if (other.Is == Condition.Equals && string.IsNullOrWhiteSpace(other.Value))
        {
            problems.Add(new($"{at}/other_scale/value", "Give the value that the column must have."));
        }

        var time = mapping.Fields.FirstOrDefault(field => field.As == FieldUse.Time);
        if (other.Is == Condition.Since
            && (time?.Column != other.Column || !DateOnly.TryParseExact(other.Value, "yyyy-MM-dd", out _)))
        {
            problems.Add(new($"{at}/other_scale/value", "Give the first day as YYYY-MM-DD and name the column of the time."));
        }
    }

    static bool IsNamespace(string? name) =>
        name is { Length: > 0 and <= 60 } && !name.Any(letter => letter == ':' || char.IsWhiteSpace(letter) || char.IsUpper(letter));

    static string Word(FieldUse use) => use == FieldUse.RecordId ? "record id" : use.ToString().ToLowerInvariant();
}
