namespace Throughline.Listening.Collectors;

/// <summary>What one request and one event may hold. Above the libraries' own limits, so that only the careless meet them.</summary>
static class IngestLimits
{
    /// <summary>Bytes of a body as it is sent.</summary>
    public const int Body = 5 << 20;

    /// <summary>Bytes of a body after it is inflated.</summary>
    public const int Inflated = 20 << 20;

    /// <summary>How many times larger a body may grow by inflating.</summary>
    public const int Ratio = 200;

    /// <summary>Events of one request.</summary>
    public const int Events = 10_000;

    /// <summary>Bytes of one event.</summary>
    public const int Event = 1 << 20;

    /// <summary>Nesting of one event; the event itself is 1.</summary>
    public const int Depth = 64;

    /// <summary>Names in one event, nested ones included.</summary>
    public const int Keys = 2_000;

    /// <summary>Characters of an event's id.</summary>
    public const int EventId = 256;
}
