using Microsoft.Data.Sqlite;
using Throughline.Contracts;
using Throughline.Platform.Log;
using Throughline.Platform.Storage;
using Throughline.Platform.Uses;

namespace Throughline.Profiles.Search;

/// <summary>A profile with the signals of its records that may be seen.</summary>
readonly record struct RankedProfile(int Profile, long Signals);

/// <summary>
/// All profiles, those with most signals first. Few are put in order for every asker anew; of many the order is kept, and made again
/// beside the answer when it has changed.
/// </summary>
sealed class ProfileRanking(SignalLog log, KeyStore keys)
{
    /// <summary>So many profiles are put in order while the asker waits.</summary>
    const int Few = 20_000;

    readonly Lock _turn = new();
    Ranked? _last;
    Task _running = Task.CompletedTask;

    /// <summary>The profiles, and nothing that may not be seen.</summary>
    public IReadOnlyList<RankedProfile> Read(CatalogueContents catalogue, Asking asking)
    {
        var without = Reading.ProfileRows.Json(catalogue.Sources.Where(source => !asking.Takes(source.Id, Part.Customer)).Select(source => source.Id));
        lock (_turn)
        {
            var now = Now(without);
            if (_last is not { } last || last.RankedOn.Without != without || (last.Profiles.Count <= Few && last.RankedOn != now))
            {
                return (_last = Rank(now)).Profiles;
            }

            if (last.RankedOn != now && _running.IsCompleted)
            {
                _running = Task.Run(() => Renew(now));
            }

            return last.Profiles;
        }
    }

    void Renew(RankedOn basis)
    {
        var ranked = Rank(basis);
        lock (_turn)
        {
            if (_last is { } last && last.RankedOn.Without == basis.Without)
            {
                _last = ranked;
            }
        }
    }

    RankedOn Now(string without) => keys.Read(connection => connection.One("""
        SELECT (SELECT coalesce(max(seq), 0) FROM platform_fact), (SELECT coalesce(sum(seq), 0) FROM platform_watermark WHERE follower = 'profiles_records'),
            (SELECT coalesce(max(id), 0) FROM profiles_record)
        """, r => new RankedOn(r.GetInt64(0), r.GetInt64(1), r.GetInt64(2), log.Removals, without)))!;

    Ranked Rank(RankedOn basis) => keys.Read(connection => new Ranked(basis, connection.All("""
        SELECT profile, sum(signals) AS signals FROM profiles_record WHERE source_id NOT IN (SELECT value FROM json_each(@without))
        GROUP BY profile ORDER BY signals DESC, profile
        """, r => new RankedProfile(r.GetInt32(0), r.GetInt64(1)), ("@without", basis.Without))));

    sealed record RankedOn(long Fact, long Watermark, long Record, long Removals, string Without);

    sealed record Ranked(RankedOn RankedOn, List<RankedProfile> Profiles);
}
