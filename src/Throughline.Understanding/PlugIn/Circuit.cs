namespace Throughline.Understanding.PlugIn;

/// <summary>
/// Keeps the reader from an endpoint that does not answer: after five failures in a row nothing is asked for half a minute, then one request tries; each time
/// that it fails the pause is twice as long, ten minutes at most.
/// </summary>
sealed class Circuit(TimeProvider time)
{
    const int MostFailures = 5;

    static readonly TimeSpan s_first = TimeSpan.FromSeconds(30), s_longest = TimeSpan.FromMinutes(10);

    readonly Lock _turn = new();
    int _failures;
    TimeSpan _pause = s_first;
    DateTimeOffset? _until;
    bool _isTrying;

    /// <summary>Until when nothing is asked, UTC; null while it is closed.</summary>
    public DateTimeOffset? OpenUntil
    {
        get
        {
            lock (_turn)
            {
                return _until;
            }
        }
    }

    /// <summary>True when asking would be turned away now.</summary>
    public bool IsOpen
    {
        get
        {
            lock (_turn)
            {
                return _until is { } until && (_isTrying || time.GetUtcNow() < until);
            }
        }
    }

    /// <summary>True when a request may go; after a pause only one does until it is known how that went.</summary>
    public bool TryEnter()
    {
        lock (_turn)
        {
            if (_until is not { } until)
            {
                return true;
            }

            return !_isTrying && time.GetUtcNow() >= until && (_isTrying = true);
        }
    }

    /// <summary>It answered.</summary>
    public void Succeed()
    {
        lock (_turn)
        {
            (_failures, _pause, _until, _isTrying) = (0, s_first, null, false);
        }
    }

    /// <summary>It did not.</summary>
    /// <param name="asked">How long it asked to be left alone; null where it did not say.</param>
    public void Fail(TimeSpan? asked = null)
    {
        lock (_turn)
        {
            _failures++;
            if (_isTrying)
            {
                _pause = _pause * 2 < s_longest ? _pause * 2 : s_longest;
            }

            if (_isTrying || asked is not null || (_failures >= MostFailures && _until is null))
            {
                var pause = asked is { } longer && longer > _pause ? (longer < s_longest ? longer : s_longest) : _pause;
                (_until, _isTrying) = (time.GetUtcNow() + pause, false);
            }
        }
    }

    /// <summary>Nobody knows how it went: it was given up.</summary>
    public void Leave()
    {
        lock (_turn)
        {
            _isTrying = false;
        }
    }

    /// <summary>Forgets what was: another endpoint.</summary>
    public void Reset() => Succeed();
}
