using System.Globalization;
using System.Text.Json;
using Throughline.Contracts;
using Throughline.Platform.Storage;
using Throughline.Stats;

namespace Throughline.Understanding.PlugIn;

/// <summary>What left the machine, what it cost and what came back, as counts: never a word of a text. A day is a row; the newest latencies are in memory.</summary>
sealed class PlugInLedger(KeyStore keys, TimeProvider time)
{
    const int MostLatencies = 1_000, FewestLatencies = 10, Days = 30;

    readonly Lock _turn = new();
    readonly Queue<double> _latencies = new();

    /// <summary>Adds figures to those of today.</summary>
    public void Add(PlugInFigures figures, IEnumerable<TimeSpan> took)
    {
        lock (_turn)
        {
            foreach (var one in took)
            {
                _latencies.Enqueue(one.TotalMilliseconds);
                if (_latencies.Count > MostLatencies)
                {
                    _latencies.Dequeue();
                }
            }

            if (figures.IsNothing)
            {
                return;
            }

            var day = time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            keys.Write(connection =>
            {
                var was = connection.All("SELECT figures FROM understanding_plug_in_day WHERE day = @day", r => r.GetString(0), ("@day", day)).Select(Read).FirstOrDefault();
                connection.Run("INSERT INTO understanding_plug_in_day (day, figures) VALUES (@day, @figures) ON CONFLICT DO UPDATE SET figures = excluded.figures",
                    ("@day", day), ("@figures", JsonSerializer.Serialize(was is null ? figures : was.And(figures))));
                connection.Run("DELETE FROM understanding_plug_in_day WHERE day < @first",
                    ("@first", time.GetUtcNow().AddDays(-400).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
            });
        }
    }

    /// <summary>The figures of the last thirty days.</summary>
    public PlugInFigures Total()
    {
        var first = time.GetUtcNow().AddDays(1 - Days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return keys.Read(connection => connection.All("SELECT figures FROM understanding_plug_in_day WHERE day >= @first", r => r.GetString(0), ("@first", first)))
            .Select(Read).Aggregate(new PlugInFigures(), (sum, one) => sum.And(one));
    }

    /// <summary>A quantile of the newest answers' milliseconds with its interval by order statistics; null while there are too few.</summary>
    public Estimate? Latency(double q)
    {
        double[] sorted;
        lock (_turn)
        {
            sorted = [.. _latencies.Order()];
        }

        if (sorted.Length < FewestLatencies)
        {
            return null;
        }

        // The interval of a quantile: the order statistics whose ranks are the ends of the share's interval.
        var share = Proportion.Wilson((long)Math.Round(q * sorted.Length), sorted.Length);
        return new Estimate
        {
            Value = At(q), Low = Math.Min(At(q), At(share.Low)), High = Math.Max(At(q), At(share.High)), N = sorted.Length, Method = "plug-in",
        };

        double At(double rank) => sorted[Math.Clamp((int)Math.Ceiling(rank * sorted.Length) - 1, 0, sorted.Length - 1)];
    }

    static PlugInFigures Read(string json) => JsonSerializer.Deserialize<PlugInFigures>(json) ?? new PlugInFigures();
}

/// <summary>Counts of a time.</summary>
public sealed record PlugInFigures
{
    /// <summary>Requests that went out, attempts again included.</summary>
    public long Requests { get; init; }

    /// <summary>Texts that went out.</summary>
    public long Texts { get; init; }

    /// <summary>Characters of them, what was taken out included.</summary>
    public long Characters { get; init; }

    /// <summary>Texts with an answer that could be used.</summary>
    public long Answered { get; init; }

    /// <summary>Tokens sent.</summary>
    public long TokensIn { get; init; }

    /// <summary>Tokens answered.</summary>
    public long TokensOut { get; init; }

    /// <summary>Answers that did not say how many tokens they took: the cost is more.</summary>
    public long WithoutUsage { get; init; }

    /// <summary>What that cost by the prices that were set then, by currency.</summary>
    public IReadOnlyDictionary<string, double> Cost { get; init; } = new Dictionary<string, double>();

    /// <summary>Spans that are not in the text word for word.</summary>
    public long DroppedSpans { get; init; }

    /// <summary>Answers that say present and show no words.</summary>
    public long NoEvidence { get; init; }

    /// <summary>Failures by kind.</summary>
    public IReadOnlyDictionary<string, long> Failures { get; init; } = new Dictionary<string, long>();

    /// <summary>Texts that were not sent, by reason.</summary>
    public IReadOnlyDictionary<string, long> NotSent { get; init; } = new Dictionary<string, long>();

    /// <summary>Places that were taken out before sending, by kind.</summary>
    public IReadOnlyDictionary<string, long> Redacted { get; init; } = new Dictionary<string, long>();

    /// <summary>Texts that went out, by their language.</summary>
    public IReadOnlyDictionary<string, long> Languages { get; init; } = new Dictionary<string, long>();

    /// <summary>True when nothing happened.</summary>
    internal bool IsNothing => Requests == 0 && Texts == 0 && Failures.Count == 0 && NotSent.Count == 0;

    /// <summary>Both together.</summary>
    internal PlugInFigures And(PlugInFigures other) => new()
    {
        Requests = Requests + other.Requests,
        Texts = Texts + other.Texts,
        Characters = Characters + other.Characters,
        Answered = Answered + other.Answered,
        TokensIn = TokensIn + other.TokensIn,
        TokensOut = TokensOut + other.TokensOut,
        WithoutUsage = WithoutUsage + other.WithoutUsage,
        Cost = Cost.Concat(other.Cost).GroupBy(one => one.Key).ToDictionary(one => one.Key, one => one.Sum(two => two.Value)),
        DroppedSpans = DroppedSpans + other.DroppedSpans,
        NoEvidence = NoEvidence + other.NoEvidence,
        Failures = Sum(Failures, other.Failures),
        NotSent = Sum(NotSent, other.NotSent),
        Redacted = Sum(Redacted, other.Redacted),
        Languages = Sum(Languages, other.Languages),
    };

    static Dictionary<string, long> Sum(IReadOnlyDictionary<string, long> one, IReadOnlyDictionary<string, long> other) =>
        one.Concat(other).GroupBy(pair => pair.Key).OrderBy(group => group.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value));
}
