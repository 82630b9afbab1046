using System.Globalization;
using System.Text;
using Throughline.Contracts;

namespace Throughline.Listening.Mappings;

/// <summary>Asks about a column where a few answers lie beyond the scale of the others: a second scale among the first.</summary>
/// <remarks>
/// Looks for the one condition on another column that tells best which rows hold the values beyond, by the likelihood-ratio
/// statistic G of the two-by-two table. A condition counts as found when it holds at least half of the values beyond and they
/// are at least a fifth of its rows. A day is a cut chosen among many, and a value one of several, so a plainer condition goes
/// first when it tells nine tenths as much. Nothing is converted unless a person says so: the suggestion sets such answers aside.
/// </remarks>
static class MixedScale
{
    const double LeastCaught = 0.5;
    const double LeastShare = 0.2;
    const double NearlyAsMuch = 0.9;
    const int MostValues = 50;
    const int LeastRows = 5;

    public static OpenQuestion Ask(ColumnLook asked, MappingField field, double longer, IReadOnlyList<ColumnLook> columns, ColumnLook? time, TimeText? reader)
    {
        var scale = field.Scale!.Value;
        var when = FindSplit(asked, scale.Max, columns, time, reader);
        var inclusive = Math.Min(scale.Min, 1);
        var choices = new List<Choice>();
        if (when is not null)
        {
            choices.Add(new("convert", "convert", field with { OtherScale = Other(OtherScaleThen.Convert), OffScale = OffScale.SetAside }));
        }

        choices.Add(new("set_aside", "set_aside", field with
        {
            OtherScale = when is null ? null : Other(OtherScaleThen.SetAside),
            OffScale = OffScale.SetAside,
        }));
        choices.Add(new("one_long_scale", "one_long_scale", field with
        {
            Scale = scale with { Max = longer },
            Metric = field.Metric == Metric.Csat ? Metric.Mean : field.Metric,
        }));
        choices.Add(new("keep", "keep", field with { OffScale = OffScale.Quarantine }));
        return new(
            $"mixed_scale:{asked.Column}", "mixed_scale", asked.Column,
            new QuestionEvidence
            {
                Distribution = [.. asked.NumberCounts.Select(pair => new SeenValue(NumberText.Write(pair.Key), pair.Value))],
                OnScale = asked.NumberCounts.Where(pair => scale.Holds(pair.Key)).Sum(pair => pair.Value),
                OffScale = asked.NumberCounts.Where(pair => pair.Key > scale.Max && pair.Key <= longer).Sum(pair => pair.Value),
                When = when,
            },
            choices, "set_aside", Blocking: true);

        OtherScale Other(OtherScaleThen then) => new()
        {
            Column = when!.Column,
            Is = when.Is,
            Value = when.Value,
            Min = inclusive,
            Max = longer,
            Then = then,
        };
    }

    static SplitEvidence? FindSplit(ColumnLook asked, double top, IReadOnlyList<ColumnLook> columns, ColumnLook? time, TimeText? reader)
    {
        var answered = Enumerable.Range(0, asked.Rows).Where(row => asked.Number[row] is not null).ToArray();
        var off = answered.Select(row => asked.Number[row] > top).ToArray();
        var total = off.Count(one => one);
        var found = new Dictionary<int, (SplitEvidence Split, double G)>();
        foreach (var column in columns.Where(one => one.Index != asked.Index && one.Filled > 0))
        {
            if (column.Filled < column.Rows)
            {
                Weigh(column, Condition.Filled, null, row => column.Cell(row).Length > 0);
                Weigh(column, Condition.Empty, null, row => column.Cell(row).Length == 0);
            }

            if (column.Distinct is > 1 and <= MostValues && !column.Unique)
            {
                foreach (var value in column.Values.Keys)
                {
                    Weigh(column, Condition.Equals, value, row => column.Cell(row) == value);
                }
            }
        }

        if (time is not null && reader is not null)
        {
            WeighDays(time, reader);
        }

        var most = found.Values.Select(one => one.G).DefaultIfEmpty().Max();
        return found.OrderBy(one => one.Key).Where(one => one.Value.G >= NearlyAsMuch * most).Select(one => one.Value.Split).FirstOrDefault();

        void Weigh(ColumnLook column, Condition condition, string? value, Func<int, bool> holds)
        {
            int rows = 0, caught = 0;
            for (var i = 0; i < answered.Length; i++)
            {
                if (holds(answered[i]))
                {
                    rows++;
                    caught += off[i] ? 1 : 0;
                }
            }

            Consider(column, condition, value, rows, caught);
        }

        void WeighDays(ColumnLook column, TimeText times)
        {
            var days = new List<(DateTime Time, bool Off)>();
            for (var i = 0; i < answered.Length; i++)
            {
                if (times.TryRead(Encoding.UTF8.GetBytes(column.Cell(answered[i])), out var at) == TimeVerdict.Read)
                {
                    days.Add((at.Date, off[i]));
                }
            }

            days.Sort((a, b) => b.Time.CompareTo(a.Time));
            var caught = 0;
            for (var i = 0; i < days.Count; i++)
            {
                caught += days[i].Off ? 1 : 0;
                if (i + 1 < days.Count && days[i + 1].Time != days[i].Time)
                {
                    Consider(column, Condition.Since, days[i].Time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), i + 1, caught);
                }
            }
        }

        void Consider(ColumnLook column, Condition condition, string? value, int rows, int caught)
        {
            if (rows < LeastRows || rows == answered.Length || caught < LeastCaught * total || caught < LeastShare * rows)
            {
                return;
            }

            var g = G(caught, rows, total, answered.Length);
            var plainness = condition switch { Condition.Filled or Condition.Empty => 0, Condition.Equals => 1, _ => 2 };
            if (!found.TryGetValue(plainness, out var best) || g > best.G)
            {
                found[plainness] = (new(column.Column, condition, value, rows, caught), g);
            }
        }
    }

    /// <summary>Twice the gain in log-likelihood of telling the two groups apart.</summary>
    static double G(int caught, int rows, int total, int all) =>
        2 * (Part(caught, rows) + Part(total - caught, all - rows) - Part(total, all));

    static double Part(double hits, double n) =>
        (hits > 0 ? hits * Math.Log(hits / n) : 0) + (n > hits ? (n - hits) * Math.Log((n - hits) / n) : 0);
}
