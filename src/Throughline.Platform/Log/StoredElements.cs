using Throughline.DuckDb;
using Throughline.Platform.Uses;

namespace Throughline.Platform.Log;

/// <summary>What is stored is in the register: what a bulk brings and nobody has registered gets there without a purpose.</summary>
static class StoredElements
{
    static readonly (Part Part, string Column)[] _fixed =
    [
        (Part.Channel, "channel"), (Part.Touchpoint, "touchpoint"), (Part.Text, "text"), (Part.Customer, "customer"),
        (Part.Activity, "activity"),
    ];

    /// <summary>Registers what the staged rows fill.</summary>
    /// <param name="log">The log.</param>
    /// <param name="connection">The connection that holds the table <c>stage</c>.</param>
    /// <param name="sourceId">Source of the rows.</param>
    /// <param name="attributes">Attributes that the rows may fill.</param>
    public static void Register(SignalLog log, DuckConnection connection, int sourceId, IReadOnlyList<int> attributes)
    {
        var contents = log.Catalogue.Contents;
        List<(Part Part, string Column)> unknown =
        [
            .. _fixed.Concat(attributes.Select(id => (Part.Of(contents.FindAttribute(id)!), SignalTable.AttributeColumn(id))))
                .Where(one => !log.Uses.Has(sourceId, one.Item1)),
        ];
        if (unknown.Count == 0)
        {
            return;
        }

        using var reader = connection.Query($"SELECT {string.Join(", ", unknown.Select(one => $"count({one.Column})"))} FROM stage");
        reader.Read();
        List<DataElement> elements =
        [
            .. unknown.Where((_, i) => reader.GetInt64(i) > 0).Select(one => new DataElement
            {
                Key = new ElementKey(sourceId, one.Part.Kind, one.Part.Name),
                Captured = "import",
                Stored = $"log.duckdb, signal.{(one.Part.Kind == ElementKind.Attribute ? "attribute" : one.Column)}",
            }),
        ];
        if (elements.Count > 0)
        {
            log.Uses.Register(elements, null);
        }
    }
}
