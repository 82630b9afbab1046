using System.Security.Cryptography;
using System.Text;
using Throughline.Platform.Access;

namespace Throughline.Listening.Alerts;

/// <summary>
/// Counts requests that were refused for their key, over a day. A key that was stopped is counted under its number, an unknown one under
/// a fingerprint from which it cannot be had back. Anyone can send unknown keys: a thousand are told apart, the others are counted as one.
/// </summary>
sealed class RefusedKeys(AccessKeys keys, TimeProvider time)
{
    /// <summary>The fingerprint of requests that bear no key.</summary>
    public const string None = "none";

    /// <summary>The fingerprint of unknown keys beyond those that are told apart.</summary>
    public const string Others = "others";

    const int MostTold = 1_000;
    const int Hours = 24;

    readonly Lock _turn = new();
    readonly Dictionary<string, Tally> _tallies = new(StringComparer.Ordinal);

    /// <summary>Counts a refused request.</summary>
    /// <param name="secret">What it gave as its key; null for nothing.</param>
    public void Count(string? secret)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var stopped = secret is null ? null : keys.FindStopped(secret);
        var subject = stopped is not null ? $"#{stopped.Id}" : secret is null ? None : Fingerprint(secret);
        lock (_turn)
        {
            if (!_tallies.TryGetValue(subject, out var tally))
            {
                if (stopped is null && _tallies.Count >= MostTold && _tallies.Count(one => !one.Value.IsOfOurs) >= MostTold)
                {
                    subject = Others;
                }

                if (!_tallies.TryGetValue(subject, out tally))
                {
                    _tallies[subject] = tally = new Tally { IsOfOurs = stopped is not null, Key = stopped };
                }
            }

            tally.Add(SourceHours.HourOf(now), now);
        }
    }

    /// <summary>Everything counted within a day; what is older is forgotten.</summary>
    public IReadOnlyList<RefusedKey> Seen()
    {
        var now = time.GetUtcNow().UtcDateTime;
        var hour = SourceHours.HourOf(now);
        lock (_turn)
        {
            foreach (var old in _tallies.Where(one => now - one.Value.Last > TimeSpan.FromHours(Hours)).Select(one => one.Key).ToList())
            {
                _tallies.Remove(old);
            }

            return [.. _tallies.Select(one => new RefusedKey(one.Key.TrimStart('#'), one.Value.Key, one.Value.Within(hour), one.Value.Since, one.Value.Last))];
        }
    }

    /// <summary>Eight characters of the SHA-256 of a key: <c>printf %s KEY | sha256sum</c> gives them to who has the key.</summary>
    public static string Fingerprint(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)).AsSpan(0, 4));

    sealed class Tally
    {
        readonly Queue<(long Hour, long Count)> _hours = new();
        (long Hour, long Count) _now;

        public bool IsOfOurs { get; init; }

        public AccessKey? Key { get; init; }

        public DateTime Last { get; private set; }

        public DateTime Since { get; private set; }

        public void Add(long hour, DateTime at)
        {
            if (Last == default || at - Last > TimeSpan.FromHours(Hours))
            {
                Since = at;
            }

            if (hour != _now.Hour)
            {
                _hours.Enqueue(_now);
                _now = (hour, 0);
            }

            _now.Count++;
            Last = at;
        }

        public long Within(long hour)
        {
            while (_hours.TryPeek(out var oldest) && oldest.Hour <= hour - Hours)
            {
                _hours.Dequeue();
            }

            return _hours.Sum(one => one.Count) + (_now.Hour > hour - Hours ? _now.Count : 0);
        }
    }
}

/// <summary>A key with which requests were refused.</summary>
/// <param name="Subject">Number of the key that was stopped, or the fingerprint of an unknown one.</param>
/// <param name="Key">The key that was stopped; null for an unknown one.</param>
/// <param name="Requests">Requests within a day.</param>
/// <param name="Since">The first of them, UTC.</param>
/// <param name="Last">The last of them, UTC.</param>
sealed record RefusedKey(string Subject, AccessKey? Key, long Requests, DateTime Since, DateTime Last);
