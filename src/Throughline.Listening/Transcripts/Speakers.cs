namespace Throughline.Listening.Transcripts;

/// <summary>Names of speakers, and whose side they are on, as far as the file says it.</summary>
static class Speakers
{
    static readonly HashSet<string> _employees = new(StringComparer.OrdinalIgnoreCase)
    {
        "agent", "employee", "representative", "rep", "advisor", "adviser", "operator", "support", "staff", "supervisor", "consultant", "associate", "csr", "service", "care",
        "کارشناس", "اپراتور", "پشتیبان", "پشتیبانی", "کارمند", "موظف", "الموظف", "موظفة", "وكيل", "الوكيل", "مندوب", "客服", "坐席", "座席", "客服人员", "员工", "顾问",
    };

    static readonly HashSet<string> _customers = new(StringComparer.OrdinalIgnoreCase)
    {
        "customer", "caller", "client", "guest", "patient", "passenger", "shopper", "consumer", "مشتری", "عميل", "العميل", "الزبون", "زبون", "متصل", "المتصل", "客户", "顾客", "客戶", "顧客", "来电者",
    };

    /// <summary>The role that a name says; "Customer Service Agent" is an employee.</summary>
    public static SpeakerRole RoleOf(string? name)
    {
        var role = SpeakerRole.Unknown;
        foreach (var range in (name ?? "").AsSpan().SplitAny(" _-.,:;/()[]0123456789#\t"))
        {
            var word = name.AsSpan(range).ToString();
            if (_employees.Contains(word))
            {
                return SpeakerRole.Employee;
            }

            role = _customers.Contains(word) ? SpeakerRole.Customer : role;
        }

        return role;
    }

    /// <summary>
    /// Gives turns their roles by their speakers' names. Where no turn has a name, "Sara: hello" at the beginning of most of them does,
    /// as meeting programs write it; a lone colon is what somebody said.
    /// </summary>
    public static IReadOnlyList<Turn> Named(IReadOnlyList<Turn> turns)
    {
        var prefixed = turns.All(turn => turn.Speaker is null) ? Prefixes(turns) : null;
        var named = new Turn[turns.Count];
        for (var i = 0; i < turns.Count; i++)
        {
            var turn = turns[i];
            if (prefixed is not null && Prefix(turn.Text) is { } name && prefixed.Contains(name))
            {
                turn = turn with { Speaker = name, Text = turn.Text[(turn.Text.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() };
            }

            named[i] = turn.Role == SpeakerRole.Unknown ? turn with { Role = RoleOf(turn.Speaker) } : turn;
        }

        return named;
    }

    static HashSet<string>? Prefixes(IReadOnlyList<Turn> turns)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var (with, words) = (0, 0);
        foreach (var turn in turns.Where(turn => turn.Text.Length > 0))
        {
            words++;
            if (Prefix(turn.Text) is { } name)
            {
                with++;
                counts[name] = counts.GetValueOrDefault(name) + 1;
            }
        }

        var roles = counts.Keys.Where(name => RoleOf(name) != SpeakerRole.Unknown).ToHashSet(StringComparer.Ordinal);
        return with * 10 >= words * 6 && with >= 2 && counts.Count <= Math.Max(2, with / 2) ? [.. counts.Keys]
            : roles.Count > 0 ? roles
            : null;
    }

    static string? Prefix(string text)
    {
        var colon = text.AsSpan(0, Math.Min(text.Length, 42)).IndexOf(':');
        if (colon <= 0 || colon + 1 >= text.Length || text[colon + 1] is not (' ' or '\n'))
        {
            return null;
        }

        var name = text[..colon];
        return name.All(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '.' or '-' or '\'' or '_' or '\u200C') && char.IsLetter(name[0])
            && name.Count(letter => letter == ' ') <= 4 ? name : null;
    }
}
