using Throughline.Contracts;
using Throughline.Platform.Log;

namespace Throughline.Platform.Uses;

/// <summary>
/// One use that asks, once, for the parts that it works with: what a filter chooses by, what is split by, which values are shown. The
/// register is looked at as it was when the asking began. What was refused is counted when it ends.
/// </summary>
public sealed class Asking : IDisposable
{
    readonly DataUse _uses;
    readonly DataUse.Snapshot _now;
    readonly Use _use;
    readonly CatalogueContents _contents;
    readonly HashSet<ElementKey> _refused = [];
    readonly Dictionary<string, (Part Part, SortedSet<int> Sources)> _leftOut = new(StringComparer.Ordinal);
    readonly Dictionary<(int Source, string By), bool> _answered = [];

    internal Asking(DataUse uses, DataUse.Snapshot now, Use use, CatalogueContents contents) =>
        (_uses, _now, _use, _contents) = (uses, now, use, contents);

    /// <summary>What was left out so far, in the order of leaving out.</summary>
    public IReadOnlyList<LeftOut> LeftOut =>
    [
        .. _leftOut.Values.Select(one => new LeftOut(one.Part.By, one.Part.Label,
            [.. one.Sources.Select(id => _contents.FindSource(id)?.Name).OfType<string>()])),
    ];

    /// <summary>True when the part may be used in the source, or the source has none of it. Refuses and counts nothing.</summary>
    public bool Allows(int source, Part part)
    {
        if (!_answered.TryGetValue((source, part.By), out var allows))
        {
            _answered.Add((source, part.By), allows = Lacking(source, part).Count == 0);
        }

        return allows;
    }

    /// <summary>True when the part may be used in the source; otherwise it is refused and left out.</summary>
    public bool Takes(int source, Part part)
    {
        if (Allows(source, part))
        {
            return true;
        }

        if (_now.Sources.Contains(source))
        {
            _refused.UnionWith(Lacking(source, part));
            if (!_leftOut.TryGetValue(part.By, out var left))
            {
                _leftOut.Add(part.By, left = (part, []));
            }

            left.Sources.Add(source);
        }

        return false;
    }

    /// <summary>Goes on only when the part may be used in the source.</summary>
    /// <exception cref="UseRefusedException">It may not.</exception>
    public void Require(int source, Part part)
    {
        if (!Allows(source, part))
        {
            Throw([.. Lacking(source, part)]);
        }
    }

    /// <summary>
    /// The filter as it may be used. Of one source, everything that it chooses by must have a purpose; over all sources, those in which
    /// something has none are left out.
    /// </summary>
    /// <exception cref="UseRefusedException">It may be used nowhere.</exception>
    public SignalFilter Choose(SignalFilter filter)
    {
        List<int> scope = [.. Scope(filter)];
        var without = new SortedSet<int>(filter.WithoutSources);
        foreach (var part in PartsOf(filter))
        {
            List<int> lack = [.. scope.Where(source => !Allows(source, part))];
            List<ElementKey> refused = [.. lack.Where(source => filter.SourceId is not null || _now.Sources.Contains(source)).SelectMany(source => Lacking(source, part))];
            if (refused.Count > 0 && (filter.SourceId is not null || !scope.Exists(source => Uses(source, part))))
            {
                Throw(refused);
            }

            foreach (var source in lack)
            {
                Takes(source, part);
                without.Add(source);
            }
        }

        return without.Count == filter.WithoutSources.Count ? filter : filter with { WithoutSources = [.. without] };
    }

    /// <summary>
    /// The sources whose values of a part may not be counted when it is offered as a choice; null when it may be counted in none of those
    /// that have it.
    /// </summary>
    public IReadOnlyList<int>? Offer(SignalFilter filter, Part part)
    {
        List<int> scope = [.. Scope(filter)];
        List<int> without = [.. scope.Where(source => !Takes(source, part))];
        return without.Count > 0 && !scope.Exists(source => Uses(source, part)) ? null : without;
    }

    /// <summary>The sources that a filter may let through.</summary>
    IEnumerable<int> Scope(SignalFilter filter) => (filter.SourceId is { } one ? [one] : _contents.Sources.Select(source => source.Id))
        .Where(source => !filter.WithoutSources.Contains(source));

    /// <summary>What a filter chooses by. A period, and whether there are words at all, tell nothing of what was said.</summary>
    IEnumerable<Part> PartsOf(SignalFilter filter)
    {
        if (filter.Channels.Count > 0)
        {
            yield return Part.Channel;
        }

        if (filter.Touchpoints.Count > 0)
        {
            yield return Part.Touchpoint;
        }

        if (filter.Languages.Count > 0)
        {
            yield return Part.Language;
        }

        if (!string.IsNullOrWhiteSpace(filter.Words) || filter.Detectors.Count > 0 || filter.ReadIn.Count > 0 || filter.Topics.Count > 0)
        {
            yield return Part.Text;
        }

        if (filter.Customer is not null)
        {
            yield return Part.Customer;
        }

        // What the catalogue does not know lets nothing through.
        foreach (var attribute in filter.Attributes.Select(choice => _contents.FindAttribute(choice.AttributeId)).OfType<AttributeName>())
        {
            yield return Part.Of(attribute);
        }

        foreach (var question in filter.Scores.Select(range => _contents.FindQuestion(range.QuestionId)).OfType<Question>())
        {
            yield return Part.Of(question);
        }
    }

    /// <summary>True when the source has the part, and it may be used.</summary>
    bool Uses(int source, Part part) => Allows(source, part) && _now.Of(source, part).Count > 0;

    IReadOnlyList<ElementKey> Lacking(int source, Part part) => [.. _now.Of(source, part).Where(key => !_now.Allows(_use.Purpose, key))];

    void Throw(List<ElementKey> keys)
    {
        _refused.UnionWith(keys);
        throw new UseRefusedException(_use, keys[0]);
    }

    /// <summary>Counts what was refused, each element once.</summary>
    public void Dispose()
    {
        if (_refused.Count > 0)
        {
            _uses.Refuse(_use, [.. _refused]);
            _refused.Clear();
        }
    }
}
