using Throughline.Contracts;

namespace Throughline.Profiles.Attributes;

/// <summary>
/// Which of the values that records hold of an attribute is taken for true, and why. Each claim has a score from five things; the claims of
/// one value support it together, each source once; the value with most support is kept, unless a person has chosen. Pure: the same
/// claims give the same answer in whatever order they came. See docs/methods/survivorship.md.
/// </summary>
static class Survivorship
{
    /// <summary>What a source is trusted when nobody has said.</summary>
    public const double UsualTrust = 0.5;

    /// <summary>Of what cannot be true: enough to be kept where there is nothing else, no more.</summary>
    const double OfInvalid = 0.02;

    /// <summary>Support that is kept back for what nobody has said.</summary>
    const double Doubt = 0.1;

    /// <summary>The value of an attribute.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="claims">What records hold of it: at least one; only what may be used.</param>
    /// <param name="trust">What a source is trusted, above 0 to 1.</param>
    /// <param name="pinned">A value that a person chose; counts while a record holds it. Null for none.</param>
    public static Survivor Choose(AttributeName attribute, IReadOnlyCollection<Claim> claims, Func<int, double> trust, string? pinned)
    {
        var forms = new ValueForms(ValueForms.FieldOf(attribute.Name), [.. claims.Select(claim => claim.Value)]);
        var newest = claims.Max(claim => claim.Last);
        var half = HalfLife.Days(attribute.Kind);
        List<Weighed> weighed =
        [
            .. claims.Select(claim => new Weighed(claim, forms.Of(claim.Value), trust(claim.SourceId),
                    Math.Pow(2, -(newest - claim.Last).TotalDays / half), 1 - Math.Pow(2, -Math.Max(1, claim.Times))))
                .OrderByDescending(one => one.Score).ThenByDescending(one => one.Claim.Last).ThenBy(one => one.Claim.SourceId)
                .ThenBy(one => one.Claim.Value, StringComparer.Ordinal).ThenBy(one => one.Claim.Record),
        ];
        var values = weighed.GroupBy(one => one.Form.Key, StringComparer.Ordinal).Select(group => new Backed(group.Key, [.. group]))
            .OrderByDescending(value => value.Support).ThenByDescending(value => value.Claims.Max(one => one.Claim.Last))
            .ThenBy(value => value.Key, StringComparer.Ordinal).ToList();
        var key = pinned is null ? null : forms.Of(pinned).Key;
        var kept = values.Find(value => value.Key == key) ?? values[0];
        var isPinned = kept.Key == key;
        var next = values.Find(value => value != kept);
        var rule = isPinned ? ValueReason.Pinned : next is null ? ValueReason.OnlyValue : Because(kept, next);
        return new Survivor(rule, kept.Support / (values.Sum(value => value.Support) + Doubt), isPinned,
        [
            .. kept.Claims.Select((one, i) => one.As(i == 0 ? ValueVerdict.Kept : ValueVerdict.Agrees, i == 0 ? rule : ValueReason.SameValue)),
            .. values.Where(value => value != kept).SelectMany(value => value.Claims.Select(one => one.As(
                ValueVerdict.SetAside, isPinned ? ValueReason.PinnedOther : WhyNot(one, kept)))),
        ]);
    }

    /// <summary>What tells the kept value from the next: where its best claim is ahead most, or else that more sources say so.</summary>
    static string Because(Backed kept, Backed next)
    {
        var (ahead, by) = Ahead(kept.Claims[0], next.Claims[0]);
        return kept.Claims[0].Score < next.Claims[0].Score || (by == 0 && kept.Support > next.Support) ? ValueReason.Agreed
            : by == 0 ? ValueReason.TieBroken
            : ahead switch
            {
                0 => ValueReason.MoreTrusted,
                1 => ValueReason.Newest,
                2 => ValueReason.Valid,
                3 => ValueReason.MoreComplete,
                _ => ValueReason.SaidMoreOften,
            };
    }

    static string WhyNot(Weighed one, Backed kept)
    {
        if (!one.Form.Valid && kept.Claims[0].Form.Valid)
        {
            return ValueReason.NotValid;
        }

        if (kept.Claims.Any(other => other.Claim.Record == one.Claim.Record && other.Claim.Last > one.Claim.Last))
        {
            return ValueReason.Replaced;
        }

        var (ahead, by) = Ahead(kept.Claims[0], one);
        return kept.Claims[0].Score < one.Score || (by == 0 && kept.Support > one.Score) ? ValueReason.FewerSources
            : by == 0 ? ValueReason.Tie
            : ahead switch
            {
                0 => ValueReason.LessTrusted,
                1 => ValueReason.Older,
                2 => ValueReason.NotValid,
                3 => ValueReason.LessComplete,
                _ => ValueReason.SaidLessOften,
            };
    }

    /// <summary>In which of the five things one claim is ahead of another most, and by how many doublings.</summary>
    static (int Which, double By) Ahead(Weighed one, Weighed other)
    {
        var (which, most) = (0, 0.0);
        for (var i = 0; i < Weighed.Things; i++)
        {
            var by = Math.Log2(one[i] / other[i]);
            (which, most) = by > most ? (i, by) : (which, most);
        }

        return (which, most);
    }

    /// <summary>A claim with the five things that it is weighed by.</summary>
    sealed record Weighed(Claim Claim, ValueForm Form, double Trust, double Recency, double Frequency)
    {
        public const int Things = 5;

        public double this[int thing] => thing switch
        {
            0 => Trust,
            1 => Recency,
            2 => Form.Valid ? 1 : OfInvalid,
            3 => Form.Completeness,
            _ => Frequency,
        };

        public double Score { get; } = Trust * Recency * (Form.Valid ? 1 : OfInvalid) * Form.Completeness * Frequency;

        public Candidate As(string verdict, string reason) => new(Claim, Form.Valid, Score, verdict, reason, Form.Phone?.E164, Form.Phone?.Country);
    }

    /// <summary>A value with the claims for it, the strongest first.</summary>
    sealed record Backed(string Key, IReadOnlyList<Weighed> Claims)
    {
        /// <summary>1 − Π (1 − score), each source once with its strongest claim: sources that agree add up, and never to more than 1.</summary>
        public double Support { get; } = 1 - Claims.GroupBy(one => one.Claim.SourceId).OrderBy(source => source.Key)
            .Aggregate(1.0, (left, source) => left * (1 - source.Max(one => one.Score)));
    }
}
