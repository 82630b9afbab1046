namespace Throughline.Matching.Protection;

/// <summary>The policies that hold until somebody says otherwise.</summary>
static class PolicyDefaults
{
    // What forms and programs write where nothing is known.
    static readonly string[] s_fillers = ["null", "none", "nil", "na", "n/a", "nan", "undefined", "unknown", "anonymous", "anon", "guest", "test", "default", "no", "false", "true", "object object", "[object object]"];

    const string ZerosAndDashes = "^[0-]*$";
    const string OneSignOnly = "^(x+|-+|\\?+|\\.+|9{6,}|1{6,})$";

    public static IReadOnlyList<IdentifierPolicy> All { get; } =
    [
        Plain("user") with { Limit = 1, PerSource = true, Exclusive = true, Priority = 1, SharedBeyond = 3 },
        Plain("national_id") with { Limit = 1, Exclusive = true, Priority = 5, SharedBeyond = 3 },
        Plain("email") with
        {
            Blocked = [.. s_fillers, .. s_fillers.Where(f => !f.Contains(' ', StringComparison.Ordinal)).Select(f => f + "@"), "noemail@", "no-email@", "nomail@", "noreply@", "no-reply@", "donotreply@", "example@"],
            Limit = 20, Exclusive = true, Priority = 10, SharedBeyond = 3,
        },
        Plain("phone") with { BlockedPatterns = [ZerosAndDashes, OneSignOnly, "^[+]?(0+|1+|2+|3+|4+|5+|6+|7+|8+|9+)$"], Limit = 20, Priority = 20, SharedBeyond = 6 },
        Plain("device") with { Limit = 5, WindowDays = 7, Priority = 40 },
        Plain("anonymous") with { Limit = 5, WindowDays = 7, Priority = 45 },
        Plain(IdentifierPolicy.Any) with { Exclusive = true },
    ];

    static IdentifierPolicy Plain(string ns) => new() { Namespace = ns, Blocked = s_fillers, BlockedPatterns = [ZerosAndDashes, OneSignOnly] };
}
