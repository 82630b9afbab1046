using Throughline.Contracts;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;

namespace Throughline.Understanding.Voices;

/// <summary>Which columns of a file stay empty for which source, because no purpose is named for what would stand there.</summary>
sealed class WithheldColumns
{
    /// <summary>Columns of every file that have an element, in the order of <see cref="_parts"/>.</summary>
    public const int Fixed = 6;

    static readonly Part[] _parts = [Part.Channel, Part.Touchpoint, Part.Language, Part.Customer, Part.RecordKey, Part.Text];

    readonly Dictionary<int, OfSource> _sources = [];

    /// <summary>What stays empty; null when nothing does.</summary>
    public static WithheldColumns? Of(
        SignalFilter filter, IReadOnlyList<Question> questions, IReadOnlyList<AttributeName> attributes, CatalogueContents catalogue, Asking asking)
    {
        var withheld = new WithheldColumns();
        List<Part> parts = [.. _parts, .. questions.Select(Part.Of), .. attributes.Select(Part.Of)];
        foreach (var source in catalogue.Sources.Where(s => (filter.SourceId is null || filter.SourceId == s.Id) && !filter.WithoutSources.Contains(s.Id)))
        {
            bool[] columns = [.. parts.Select(part => !asking.Takes(source.Id, part))];
            if (columns.Contains(true))
            {
                withheld._sources.Add(source.Id, new OfSource(columns, string.Join(", ", parts.Where((_, i) => columns[i]).Select(part => part.Name))));
            }
        }

        withheld.IsNamed = asking.LeftOut.Count > 0;
        return withheld._sources.Count == 0 ? null : withheld;
    }

    /// <summary>True when a column names what is left out; a source that the register does not know has nothing to name.</summary>
    public bool IsNamed { get; private set; }

    /// <summary>What stays empty in rows of a source; null when nothing does.</summary>
    public OfSource? Of(int source) => _sources.GetValueOrDefault(source);

    /// <summary>Columns of one source.</summary>
    /// <param name="Columns">True where a cell stays empty, from the channel on.</param>
    /// <param name="Names">Names of what is left out.</param>
    public sealed record OfSource(bool[] Columns, string Names);
}
