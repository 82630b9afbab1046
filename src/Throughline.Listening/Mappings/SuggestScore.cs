using Throughline.Contracts;

namespace Throughline.Listening.Mappings;

/// <summary>Suggests how a column of answers is to be read.</summary>
static class SuggestScore
{
    /// <summary>Below this share of filled cells a question is kept out of the analysis of drivers unless a person says otherwise.</summary>
    const double MostlyEmpty = 0.25;

    /// <summary>A column that is called after a score may hold some words; their rows are held and shown.</summary>
    const double MostlyNumbers = 0.8;

    /// <summary>Rows off the scale that are named; more are only counted.</summary>
    const int MostShown = 5;

    /// <summary>The field, the guess behind it and how sure; null when the column holds no answers.</summary>
    public static (MappingField Field, ScaleGuess? Guess, double Confidence)? Of(ColumnLook look)
    {
        if (look.Filled == 0 || look.Unique)
        {
            return null;
        }

        if (look.IsYesNo && look.Distinct - look.EmptyWords.Count <= 4)
        {
            return YesNoField(look) is { } yesNo ? (yesNo, null, 0.9) : null;
        }

        if (look.NumberShare < MostlyNumbers || ScaleGuess.Of(look.NumberCounts, look.Says) is not { } guess)
        {
            return null;
        }

        var named = look.Has(Says.Score | Says.Recommend | Says.Satisfaction | Says.Effort)
            || (look.Has(Says.Overall) && guess.Scale.Max <= 10);
        if (!named && !look.IsNumeric)
        {
            return null;
        }

        var unlike = look.Has(Says.Code | Says.Behaviour | Says.Place | Says.Id | Says.Time | Says.Customer);
        if (!named && (unlike || look.NumberCounts.Count < 4 || guess.Scale.Max > 10))
        {
            return null;
        }

        var empties = guess.Spikes.Select(NumberText.Write).Concat(look.EmptyWords).ToList();
        return (new MappingField
        {
            Column = look.Column,
            As = FieldUse.Score,
            Label = Label(look),
            Scale = guess.Scale with { LowIsGood = IsEffort(look) && look.Words.Contains("effort") },
            Metric = MetricOf(look, guess.Scale),
            Role = RoleOf(look),
            NotApplicable = empties.Count == 0 ? null : empties,
            OffScale = OffScale.Quarantine,
        }, guess, named ? 0.95 : 0.6);
    }

    /// <summary>
    /// The column as a score because a person says so: on the scale that its values fit best, whatever its name says. Null when it
    /// holds neither numbers nor yes and no; nothing can be said of its scale then.
    /// </summary>
    public static MappingField? ByHand(ColumnLook look)
    {
        if (Of(look) is { } suggested)
        {
            return suggested.Field;
        }

        if (look.IsYesNo)
        {
            return Share(look);
        }

        if (look.Numbers == 0)
        {
            return null;
        }

        var scale = ScaleGuess.Of(look.NumberCounts, look.Says | Says.Score)?.Scale ?? ScaleGuess.Widest(look.NumberCounts);
        return new MappingField
        {
            Column = look.Column,
            As = FieldUse.Score,
            Label = Label(look),
            Scale = scale,
            Metric = MetricOf(look, scale),
            Role = RoleOf(look),
            NotApplicable = look.EmptyWords.Count == 0 ? null : [.. look.EmptyWords],
            OffScale = OffScale.Quarantine,
        };
    }

    /// <summary>Order of outcomes: the overall one first. Higher comes earlier; 0 for what is no outcome.</summary>
    public static int Weight(ColumnLook look) =>
        look.Has(Says.Overall) ? 4
        : look.Has(Says.Recommend) && !look.IsYesNo ? 3
        : look.Has(Says.Satisfaction) ? 2
        : look.Has(Says.Recommend) ? 1
        : 0;

    /// <summary>The questions that a score raises: spikes outside its scale, a second scale, too few answers.</summary>
    public static IEnumerable<OpenQuestion> Questions(
        ColumnLook look, MappingField field, ScaleGuess? guess, IReadOnlyList<ColumnLook> columns, ColumnLook? time, TimeText? reader)
    {
        if (guess?.Longer is { } longer)
        {
            // Its choices hold the values that mean "not applicable" too: one question a column, or answers would undo each other.
            yield return MixedScale.Ask(look, field, longer, columns, time, reader);
        }
        else if (guess is { Spikes.Count: > 0 })
        {
            yield return Spikes(look, field, guess);
        }
        else if (guess is { Strays.Count: > 0 })
        {
            yield return Strays(look, field, guess);
        }

        if (field.Role == QuestionRole.Aside)
        {
            yield return new($"mostly_empty:{look.Column}", "mostly_empty", look.Column,
                new QuestionEvidence { OnScale = look.Filled, OffScale = look.Rows - look.Filled },
                [new("aside", "aside", field), new("driver", "driver", field with { Role = QuestionRole.Driver })],
                "aside", Blocking: false);
        }
    }

    static OpenQuestion Strays(ColumnLook look, MappingField field, ScaleGuess guess) =>
        new($"off_scale:{look.Column}", "off_scale", look.Column,
            new QuestionEvidence
            {
                Distribution = [.. look.NumberCounts.Select(pair => new TextCount(NumberText.Write(pair.Key), pair.Value))],
                OnScale = look.NumberCounts.Where(pair => guess.Scale.Holds(pair.Key)).Sum(pair => pair.Value),
                OffScale = guess.Strays.Sum(stray => look.NumberCounts[stray]),
                OffRows = [.. look.RowsWhere(number => guess.Strays.Contains(number)).Take(MostShown)],
            },
            [new("hold_rows", "hold_rows", field), new("answer_aside", "answer_aside", field with { OffScale = OffScale.SetAside })],
            "hold_rows", Blocking: false);

    static OpenQuestion Spikes(ColumnLook look, MappingField field, ScaleGuess guess)
    {
        var low = Math.Min(guess.Scale.Min, guess.Spikes.Min());
        var high = Math.Max(guess.Scale.Max, guess.Spikes.Max());
        var words = field.NotApplicable!.Where(value => look.EmptyWords.Contains(value)).ToList();
        var answers = field with
        {
            Scale = field.Scale!.Value with { Min = low, Max = high },
            Metric = field.Metric == Metric.Csat ? Metric.Mean : field.Metric,
            NotApplicable = words.Count == 0 ? null : words,
        };
        return new($"not_applicable:{look.Column}", "not_applicable", look.Column,
            new QuestionEvidence
            {
                Distribution = [.. look.NumberCounts.Select(pair => new TextCount(NumberText.Write(pair.Key), pair.Value))],
                OnScale = look.NumberCounts.Where(pair => guess.Scale.Holds(pair.Key)).Sum(pair => pair.Value),
                OffScale = guess.Spikes.Sum(spike => look.NumberCounts[spike]),
            },
            [new("not_applicable", "not_applicable", field), new("answer", "answer", answers)],
            "not_applicable", Blocking: false);
    }

    static MappingField? YesNoField(ColumnLook look)
    {
        if (!look.Has(Says.Recommend | Says.Satisfaction | Says.Resolved | Says.Score | Says.Overall))
        {
            return null;
        }

        return Share(look);
    }

    static MappingField Share(ColumnLook look)
    {
        var values = look.Values.Keys.Where(value => !look.EmptyWords.Contains(value)).ToList();
        var yes = values.Where(value => IsOneOf(YesNo.Yes, value)).ToList();
        var no = values.Where(value => IsOneOf(YesNo.No, value)).ToList();
        return new MappingField
        {
            Column = look.Column,
            As = FieldUse.Score,
            Label = Label(look),
            Metric = Metric.Share,
            Role = RoleOf(look),
            Yes = yes.Count == 0 || no.Count == 0 ? null : yes,
            No = yes.Count == 0 || no.Count == 0 ? null : no,
            NotApplicable = look.EmptyWords.Count == 0 ? null : [.. look.EmptyWords],
            OffScale = OffScale.Quarantine,
        };
    }

    static bool IsOneOf(IReadOnlyList<string> words, string value) =>
        words.Contains(value, StringComparer.OrdinalIgnoreCase)
        || (NumberText.TryRead(System.Text.Encoding.UTF8.GetBytes(value), false, out var number) && words.Contains(NumberText.Write(number)));

    static bool IsEffort(ColumnLook look) => look.Has(Says.Effort);

    static Metric MetricOf(ColumnLook look, Scale scale) =>
        IsEffort(look) ? Metric.Ces
        : look.Has(Says.Recommend) && scale is { Min: 0, Max: 10 } ? Metric.Nps
        : scale is { Min: 1, Max: 5 } ? Metric.Csat
        : Metric.Mean;

    static QuestionRole RoleOf(ColumnLook look) =>
        Weight(look) > 0 ? QuestionRole.Outcome
        : look.FilledShare < MostlyEmpty ? QuestionRole.Aside
        : QuestionRole.Driver;

    static string Label(ColumnLook look)
    {
        var words = look.Words.Count > 1 && look.Words[^1] is "rating" or "score" ? look.Words.SkipLast(1) : look.Words;
        var label = string.Join(' ', words);
        return label.Length == 0 ? look.Column : char.ToUpperInvariant(label[0]) + label[1..];
    }
}
