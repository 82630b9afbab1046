namespace Throughline.Demo;

/// <summary>The ids that a log's catalogue gave to what <see cref="DemoCatalogue"/> asks for.</summary>
public sealed class DemoIds
{
    readonly int[] _sources;
    readonly int[] _questions;
    readonly int[] _attributes;

    DemoIds(int[] sources, int[] questions, int[] attributes) =>
        (_sources, _questions, _attributes) = (sources, questions, attributes);

    /// <summary>Asks once for the id of every source, question and attribute, in the catalogue's order.</summary>
    /// <param name="source">Gives a source its id.</param>
    /// <param name="question">Gives a question its id; the first argument is the id of its source.</param>
    /// <param name="attribute">Gives an attribute its id.</param>
    public static DemoIds Resolve(
        Func<DemoSource, int> source, Func<int, DemoQuestion, int> question, Func<DemoAttributeName, int> attribute)
    {
        int[] sources = [.. DemoCatalogue.Sources.Select(source)];
        return new DemoIds(
            sources,
            [.. DemoCatalogue.Questions.Select(q => question(sources[q.Source.Place], q))],
            [.. DemoCatalogue.Attributes.Select(attribute)]);
    }

    /// <summary>Ids 1, 2, 3 … in the catalogue's order, for work without a log.</summary>
    public static DemoIds Numbered() =>
        Resolve(s => s.Place + 1, (_, q) => q.Place + 1, a => a.Place + 1);

    /// <summary>Id of a source.</summary>
    public int this[DemoSource source] => _sources[source.Place];

    /// <summary>Id of a question.</summary>
    public int this[DemoQuestion question] => _questions[question.Place];

    /// <summary>Id of an attribute.</summary>
    public int this[DemoAttributeName attribute] => _attributes[attribute.Place];
}
