using System.Collections.Concurrent;

namespace Throughline.Listening.Collectors;

/// <summary>Holds each key to its cap: a bucket that fills by so many events a second and holds two seconds' worth.</summary>
sealed class RateCaps(TimeProvider time)
{
    readonly ConcurrentDictionary<int, Bucket> _buckets = new();

    /// <summary>Takes events out of the key's bucket; false when there is not enough in it, and then nothing is taken.</summary>
    public bool Take(WriteGrant grant, int events)
    {
        if (grant.PerSecond is not { } perSecond)
        {
            return true;
        }

        var bucket = _buckets.GetOrAdd(grant.KeyId, _ => new Bucket { Filled = 2.0 * perSecond, At = time.GetTimestamp() });
        lock (bucket)
        {
            var now = time.GetTimestamp();
            bucket.Filled = Math.Min(2.0 * perSecond, bucket.Filled + (perSecond * time.GetElapsedTime(bucket.At, now).TotalSeconds));
            bucket.At = now;

            // A request that is larger than the bucket passes when the bucket is full: it could never pass else.
            if (bucket.Filled < Math.Min(events, 2.0 * perSecond))
            {
                return false;
            }

            bucket.Filled -= events;
            return true;
        }
    }

    sealed class Bucket
    {
        public double Filled { get; set; }

        public long At { get; set; }
    }
}
