using System.Collections.Concurrent;
using Throughline.Listening.Quality.Checks;
using Throughline.Listening.Quality.Profiling;
using Throughline.Listening.Quality.Recipes;
using Throughline.Platform.Storage;

namespace Throughline.Listening.Quality;

/// <summary>
/// What the sources' rows are asked and how they are cleaned, in memory: what arrives asks here once a request, and a source without checks and
/// without a recipe is null, so that nothing more is done for it.
/// </summary>
public sealed class QualityBook
{
    internal const string Checks = "checks";
    internal const string Recipe = "recipe";

    readonly KeyStore _keys;
    readonly TimeProvider _time;
    readonly ConcurrentDictionary<int, SourceRules> _rules = new();
    readonly ConcurrentDictionary<(int Source, string Key), long> _turned = new();

    /// <summary>With what was saved before.</summary>
    public QualityBook(KeyStore keys, TimeProvider time)
    {
        (_keys, _time) = (keys, time);
        var (checks, recipes) = keys.Read(connection => (CheckStore.All(connection, Checks), CheckStore.All(connection, Recipe)));
        foreach (var source in checks.Concat(recipes).Select(one => one.SourceId).Distinct())
        {
            Set(source, checks.FirstOrDefault(one => one.SourceId == source).Saved, recipes.FirstOrDefault(one => one.SourceId == source).Saved);
        }
    }

    /// <summary>What a source's rows are asked and how they are cleaned; null for neither.</summary>
    public SourceRules? Of(int sourceId) => _rules.GetValueOrDefault(sourceId);

    /// <summary>The same by the source's id where there is one.</summary>
    public SourceRules? Of(int? sourceId) => sourceId is { } id ? Of(id) : null;

    /// <summary>Saves checks or a recipe as the next version; it holds for what comes from now on.</summary>
    internal SavedText Save(int sourceId, string kind, string text, string? by, string? note)
    {
        var saved = _keys.Write(connection => CheckStore.Save(connection, sourceId, kind, text, _time.GetUtcNow().ToString("O"), by, note));
        var (checks, recipe) = _keys.Read(connection => (CheckStore.Newest(connection, sourceId, Checks), CheckStore.Newest(connection, sourceId, Recipe)));
        Set(sourceId, checks, recipe);
        return saved;
    }

    /// <summary>Counts rows that a check turned away; written down by <see cref="Keep"/>.</summary>
    public void Turn(int sourceId, string key, long rows = 1) => _ = rows == 0 ? 0 : _turned.AddOrUpdate((sourceId, key), rows, (_, before) => before + rows);

    /// <summary>Writes down how many rows were turned away.</summary>
    public void Keep()
    {
        if (_turned.IsEmpty)
        {
            return;
        }

        var day = DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime);
        var taken = _turned.Keys.Select(key => (key, Rows: _turned.TryRemove(key, out var rows) ? rows : 0)).Where(one => one.Rows > 0).ToList();
        _keys.Write(connection => taken.ForEach(one => CheckStore.Turn(connection, one.key.Source, day, one.key.Key, one.Rows)));
    }

    /// <summary>Forgets a source that was removed.</summary>
    public void Forget(int sourceId)
    {
        _rules.TryRemove(sourceId, out _);
        _keys.Write(connection =>
        {
            CheckStore.Forget(connection, sourceId);
            ProfileStore.Forget(connection, sourceId);
        });
    }

    void Set(int source, SavedText? checks, SavedText? recipe)
    {
        var rules = new SourceRules(source, this,
            checks is null ? [] : CheckText.Read(checks.Text).Checks, checks?.Version ?? 0, recipe is null ? [] : RecipeText.Read(recipe.Text).Steps, recipe?.Version ?? 0);
        if (rules.Checks.Count + rules.Steps.Count == 0)
        {
            _rules.TryRemove(source, out _);
        }
        else
        {
            _rules[source] = rules;
        }
    }
}

/// <summary>What the rows of one source are asked and how they are cleaned. Never changes; a new version is a new one.</summary>
public sealed class SourceRules
{
    readonly QualityBook _book;
    readonly ConcurrentBag<EventChecks> _idle = [];

    internal SourceRules(int sourceId, QualityBook book, IReadOnlyList<Check> checks, int checksVersion, IReadOnlyList<RecipeStep> steps, int recipeVersion)
    {
        (SourceId, _book, Checks, ChecksVersion, Steps, RecipeVersion) = (sourceId, book, checks, checksVersion, steps, recipeVersion);
        HasIntakeChecks = checks.Any(one => one.Line.Action > CheckAction.Warn);
    }

    /// <summary>The source.</summary>
    public int SourceId { get; }

    /// <summary>Version of the checks; 0 without any.</summary>
    public int ChecksVersion { get; }

    /// <summary>Version of the recipe; 0 without one.</summary>
    public int RecipeVersion { get; }

    internal IReadOnlyList<Check> Checks { get; }

    internal IReadOnlyList<RecipeStep> Steps { get; }

    /// <summary>True when some check holds rows or turns them away: what only warns is counted behind the log.</summary>
    internal bool HasIntakeChecks { get; }

    /// <summary>The checks for events that arrive by themselves, to be given back; null when none of them holds or turns away.</summary>
    /// <param name="counts">True where events are new: what is rejected is counted.</param>
    internal EventChecks? Rent(bool counts)
    {
        if (!HasIntakeChecks)
        {
            return null;
        }

        var checks = _idle.TryTake(out var idle) ? idle : EventChecks.Of(this);
        checks.Counts = counts;
        return checks;
    }

    internal void Return(EventChecks checks) => _idle.Add(checks);

    internal void Turn(string key, long rows = 1) => _book.Turn(SourceId, key, rows);
}
