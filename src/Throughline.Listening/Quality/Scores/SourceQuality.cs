using Throughline.DuckDb;
using Throughline.Listening.Quality.Checks;
using Throughline.Listening.Quality.Profiling;
using Throughline.Platform.Log;
using Throughline.Platform.Storage;

namespace Throughline.Listening.Quality.Scores;

/// <summary>How a source's checks went: what stored rows said, what is held, what was turned away, and what all rows together say.</summary>
sealed class SourceQuality
{
    SourceQuality(IReadOnlyList<CheckDay> days, IReadOnlyDictionary<string, CheckSum> sums) => (Days, Sums) = (days, sums);

    /// <summary>Each check on each day on which it was asked.</summary>
    public IReadOnlyList<CheckDay> Days { get; }

    /// <summary>Each check over all days, by its key.</summary>
    public IReadOnlyDictionary<string, CheckSum> Sums { get; }

    /// <summary>Reads it.</summary>
    public static async Task<SourceQuality> ReadAsync(
        SignalLog log, KeyStore keys, SourceRules? rules, int sourceId, SourceProfile profile, FieldColumns columns, DateTime now, CancellationToken cancellation)
    {
        if (rules is null || rules.Checks.Count == 0)
        {
            return new([], new Dictionary<string, CheckSum>());
        }

        var facts = await log.ReadAsync(connection => Read(connection, sourceId), cancellation);
        var (counts, turned) = keys.Read(connection => (CheckStore.Counts(connection, sourceId), CheckStore.Turned(connection, sourceId)));
        var known = profile.Keys.ToDictionary(one => one.Key, one => one.Rows);
        var looked = counts.Where(one => one.Key == AskedRows.All).ToDictionary(one => one.Batch, one => one.Asked);
        var (days, sums) = (new List<CheckDay>(), new Dictionary<string, CheckSum>());
        foreach (var check in rules.Checks)
        {
            var key = check.Line.Key;
            var verdicts = check.Test is SourceTest test ? profile.Verdicts(test, check.Line.Field, columns, facts, now) : [];
            var held = facts.HeldByCheck.Where(one => one.Key == key).Select(one => (one.Day, Rows: one.Count)).ToList();
            var away = turned.Where(one => one.Key == key).Select(one => (one.Day, one.Rows)).ToList();
            var stored = counts.Where(one => one.Key == key && known.ContainsKey(one.Batch)).Select(one => Scaled(one, known[one.Batch], looked)).ToList();
            var of = new Dictionary<DateOnly, (double Asked, double Failed, double Variance)>();
            void Add(DateOnly day, double asked, double failed, double variance) =>
                of[day] = of.GetValueOrDefault(day) is var sum ? (sum.Asked + asked, sum.Failed + failed, sum.Variance + variance) : default;

            stored.ForEach(one => Add(one.Day, one.Asked, one.Failed, one.Variance));
            held.ForEach(one => Add(one.Day, one.Rows, one.Rows, 0));
            away.ForEach(one => Add(one.Day, one.Rows, one.Rows, 0));
            verdicts.ForEach(one => Add(one.Day, 1, one.Verdict.Passes ? 0 : 1, 0));
            days.AddRange(of.Select(one => new CheckDay(check, one.Key, one.Value.Asked, one.Value.Failed, one.Value.Variance)));
            sums[key] = new CheckSum(of.Sum(one => one.Value.Asked), of.Sum(one => one.Value.Failed), of.Sum(one => one.Value.Variance),
                held.Sum(one => one.Rows), away.Sum(one => one.Rows), verdicts.Count == 0 ? null : verdicts[^1].Verdict);
        }

        return new(days, sums);
    }

    static (DateOnly Day, double Asked, double Failed, double Variance) Scaled(
        (BatchKey Batch, string Key, long Asked, long Failed) count, long rows, Dictionary<BatchKey, long> looked)
    {
        var scale = looked.GetValueOrDefault(count.Batch) is > 0 and var seen ? Math.Max(1, (double)rows / seen) : 1;
        var share = count.Asked == 0 ? 0 : (double)count.Failed / count.Asked;

        // At 0 or at all the sample still leaves something open: half a row is added on both sides before the variance is taken (Agresti and Coull).
        var soft = (count.Failed + 0.5) / (count.Asked + 1.0);
        return (count.Batch.Day, scale * count.Asked, scale * share * count.Asked, scale <= 1.000001 ? 0 : scale * scale * count.Asked * soft * (1 - soft) * (1 - (1 / scale)));
    }

    static LogFacts Read(DuckConnection connection, int sourceId)
    {
        var held = new List<(DateOnly, string, long)>();
        using (var reader = connection.Query("""
            SELECT held_at::DATE AS day, substr(detail, 8), count(*) FROM held
            WHERE source_id = $source AND detail LIKE 'Check: %' AND coalesce(state, 0) <> 1 GROUP BY ALL
            """, ("source", sourceId)))
        {
            while (reader.Read())
            {
                held.Add((reader.GetDate(0), reader.GetString(1), reader.GetInt64(2)));
            }
        }

        using var balance = connection.Query("""
            SELECT coalesce(sum(received), 0)::BIGINT, coalesce(sum(quarantined), 0)::BIGINT, coalesce(sum(duplicate), 0)::BIGINT, max(received_at)
            FROM balance WHERE source_id = $source
            """, ("source", sourceId));
        balance.Read();
        return new LogFacts(held, balance.GetInt64(0), balance.GetInt64(1), balance.GetInt64(2), balance.GetDateTimeOrNull(3));
    }
}

/// <summary>What the log says of a source.</summary>
sealed record LogFacts(IReadOnlyList<(DateOnly Day, string Key, long Count)> HeldByCheck, long Received, long Held, long Duplicates, DateTime? LastReceived);

/// <summary>How a check went over all days.</summary>
/// <param name="Asked">Asked, of a sample as many as all would be.</param>
/// <param name="Failed">Not kept, with what was held and turned away.</param>
/// <param name="Variance">Variance of that because of the sample; 0 when all were asked.</param>
/// <param name="Held">Rows that it holds.</param>
/// <param name="Turned">Rows that it turned away.</param>
/// <param name="Verdict">Of a check of all rows together the newest verdict; null otherwise, or with too little to judge by.</param>
sealed record CheckSum(double Asked, double Failed, double Variance, long Held, long Turned, SourceVerdict? Verdict);
