using System.Collections.Frozen;
using Throughline.Contracts;
using Throughline.Platform.Log;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Uses;

/// <summary>
/// The door that every use of data asks: an element may be used for a purpose only when that purpose is named for it. What is not in the
/// register has no purpose. Refusals are counted. The answer comes from memory.
/// </summary>
public sealed class DataUse
{
    readonly KeyStore _keys;
    readonly TimeProvider _time;
    readonly Lock _turn = new();
    volatile Snapshot _now;

    /// <summary>Reads the register.</summary>
    public DataUse(KeyStore keys, TimeProvider time)
    {
        (_keys, _time) = (keys, time);
        _now = Load();
    }

    /// <summary>A new value with every change of what is allowed: what was made under another one is stale.</summary>
    public object Version => _now;

    /// <summary>Begins to ask for the parts of signals that one use works with; end it, so that what was refused is counted.</summary>
    public Asking Ask(Use use, CatalogueContents contents) => new(this, _now, use, contents);

    /// <summary>Counts that a use was refused these elements.</summary>
    internal void Refuse(Use use, IReadOnlyList<ElementKey> keys) => RegisterStore.CountRefusals(_keys, use, keys, _time.GetUtcNow().UtcDateTime);

    /// <summary>True when the element may be used. A refusal is counted.</summary>
    public bool Allows(Use use, ElementKey key) => Allowed(use, [key]).Count == 1;

    /// <summary>The elements that may be used, in order; the others are refusals and counted.</summary>
    public IReadOnlyList<ElementKey> Allowed(Use use, IReadOnlyCollection<ElementKey> keys)
    {
        var now = _now;
        List<ElementKey> allowed = [.. keys.Where(key => now.Allows(use.Purpose, key))];
        if (allowed.Count < keys.Count)
        {
            Refuse(use, [.. keys.Where(key => !now.Allows(use.Purpose, key))]);
        }

        return allowed;
    }

    /// <summary>The questions whose answers may be used, in order; the others are refusals and counted.</summary>
    public IReadOnlyList<Question> Allowed(Use use, IEnumerable<Question> questions)
    {
        List<Question> all = [.. questions];
        var allowed = Allowed(use, [.. all.Select(KeyOf)]);
        return allowed.Count == all.Count ? all : [.. all.Where(question => allowed.Contains(KeyOf(question)))];
    }

    /// <summary>Goes on only when the answers to the question may be used.</summary>
    /// <exception cref="UseRefusedException">They may not; the refusal is counted.</exception>
    public void Require(Use use, Question question) => Require(use, KeyOf(question));

    /// <summary>Goes on only when the element may be used.</summary>
    /// <exception cref="UseRefusedException">It may not; the refusal is counted.</exception>
    public void Require(Use use, ElementKey key)
    {
        if (!Allows(use, key))
        {
            throw new UseRefusedException(use, key);
        }
    }

    /// <summary>
    /// Sources whose words may not be used: those that have words in the register of which one has no such purpose. Asking is not a use
    /// and counts nothing; <see cref="RefuseTexts"/> does.
    /// </summary>
    public IReadOnlyList<int> SourcesWithoutText(Use use)
    {
        var now = _now;
        return [.. now.Elements.Where(key => key.Kind == ElementKind.Text && !now.Allows(use.Purpose, key)).Select(key => key.SourceId).Distinct().Order()];
    }

    /// <summary>Counts that the words of these sources were asked for and refused.</summary>
    public void RefuseTexts(Use use, IReadOnlyCollection<int> sources) =>
        Allowed(use, [.. _now.Elements.Where(key => key.Kind == ElementKind.Text && sources.Contains(key.SourceId))]);

    /// <summary>True when something of the source is in the register.</summary>
    public bool Knows(int sourceId) => _now.Sources.Contains(sourceId);

    /// <summary>True when the purpose is named for anything of the source.</summary>
    public bool NamesAny(int sourceId, string purpose) => _now.Named.Any(one => one.Purpose == purpose && one.Key.SourceId == sourceId);

    /// <summary>Purposes that are named for all elements of the part in a source, in order.</summary>
    public IReadOnlyList<string> PurposesOf(int sourceId, Part part)
    {
        var now = _now;
        var keys = now.Of(sourceId, part);
        return keys.Count == 0 ? [] : [.. keys.Select(key => now.PurposesOf.GetValueOrDefault(key) ?? []).Aggregate((one, other) => [.. one.Intersect(other)])];
    }

    /// <summary>Purposes that are named for an element, in order.</summary>
    public IReadOnlyList<string> PurposesOf(ElementKey key) => _now.PurposesOf.GetValueOrDefault(key) ?? [];

    /// <summary>True when the element is in the register.</summary>
    public bool Has(ElementKey key) => _now.Elements.Contains(key);

    /// <summary>True when the source has elements of the part in the register.</summary>
    internal bool Has(int sourceId, Part part) => _now.Sources.Contains(sourceId) && _now.Of(sourceId, part).Count > 0;

    /// <summary>Puts elements into the register; an element that is there keeps its purposes, and what people said of its origin.</summary>
    /// <param name="elements">The elements.</param>
    /// <param name="naming">A purpose to name for those that have never had one named; null for none.</param>
    public void Register(IReadOnlyList<DataElement> elements, PurposeNaming? naming) => Change(() =>
        RegisterStore.Put(_keys, elements, naming, _time.GetUtcNow().UtcDateTime));

    /// <summary>Names a purpose for elements, or takes it away.</summary>
    /// <param name="keys">Elements of the register.</param>
    /// <param name="naming">The purpose, and who.</param>
    /// <param name="named">False takes it away.</param>
    /// <param name="why">Why these elements, and not less intrusive ones.</param>
    public void Name(IReadOnlyList<ElementKey> keys, PurposeNaming naming, bool named, string? why) => Change(() =>
        RegisterStore.Note(_keys, keys, naming, named, why, _time.GetUtcNow().UtcDateTime));

    /// <summary>Says on what permission and under what regulation elements are kept; null leaves what was said.</summary>
    public void Say(IReadOnlyList<ElementKey> keys, string? permission, string? regulation) =>
        RegisterStore.Say(_keys, keys, permission, regulation);

    /// <summary>The elements, by source and kind.</summary>
    public IReadOnlyList<DataElement> Elements() => RegisterStore.Elements(_keys);

    /// <summary>Every naming and taking away, the newest first.</summary>
    public IReadOnlyList<PurposeEntry> Entries() => RegisterStore.Entries(_keys);

    /// <summary>Refusals of the last days, the newest first.</summary>
    public IReadOnlyList<Refusal> Refusals(int days = 31) =>
        RegisterStore.Refusals(_keys, DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime).AddDays(-days));

    /// <summary>Forgets a source with its elements; what was refused stays counted.</summary>
    internal void Forget(int sourceId) => Change(() => RegisterStore.Forget(_keys, sourceId));

    /// <summary>The element of a question's answers.</summary>
    public static ElementKey KeyOf(Question question) => new(question.SourceId, ElementKind.Score, question.Name);

    void Change(Action change)
    {
        lock (_turn)
        {
            change();
            _now = Load();
        }
    }

    Snapshot Load()
    {
        var (elements, named) = RegisterStore.Now(_keys);
        return new Snapshot(elements.ToFrozenSet(), named.ToFrozenSet(), elements.Select(key => key.SourceId).ToFrozenSet(),
            elements.GroupBy(key => (key.SourceId, key.Kind)).ToFrozenDictionary(group => group.Key, group => group.ToArray()),
            named.GroupBy(one => one.Key).ToFrozenDictionary(group => group.Key, group => group.Select(one => one.Purpose).Order(StringComparer.Ordinal).ToArray()));
    }

    /// <summary>The register at one moment.</summary>
    internal sealed record Snapshot(
        FrozenSet<ElementKey> Elements, FrozenSet<(string Purpose, ElementKey Key)> Named, FrozenSet<int> Sources,
        FrozenDictionary<(int Source, ElementKind Kind), ElementKey[]> OfKind, FrozenDictionary<ElementKey, string[]> PurposesOf)
    {
        public bool Allows(string purpose, ElementKey key) => Named.Contains((purpose, key));

        /// <summary>
        /// The elements that a part is made of in a source. What is stored is in the register, so that a source of the register without
        /// such an element has nothing of the part. A source that is not in the register, and a question, always have it.
        /// </summary>
        public IReadOnlyList<ElementKey> Of(int source, Part part)
        {
            if (part.SourceId is { } only && only != source)
            {
                return [];
            }

            var own = new ElementKey(source, part.Kind, part.Name);
            return part.Kind switch
            {
                _ when !Sources.Contains(source) => [own],
                ElementKind.Score => [own],
                ElementKind.Attribute => Elements.Contains(own) ? [own] : [],
                _ when OfKind.TryGetValue((source, part.Kind), out var keys) => keys,
                ElementKind.Language => OfKind.GetValueOrDefault((source, ElementKind.Text)) ?? [],
                _ => [],
            };
        }
    }
}
