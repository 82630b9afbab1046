using System.Text;
using System.Xml;
using Throughline.Contracts;
using Throughline.Listening.Documents;
using Throughline.Listening.Files;
using Throughline.Listening.Mappings;

namespace Throughline.Listening.Xes;

/// <summary>
/// Event logs in XES (IEEE 1849): one event is one row, with the attributes of its trace before it as <c>case:…</c>. Read forwards,
/// without document types and entities, so that a log of any size takes little memory and none reaches out.
/// </summary>
static class XesTable
{
    const int EventsLookedAt = 2_000;
    const int Deepest = 32;

    static readonly XmlReaderSettings _settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreWhitespace = true,
        IgnoreProcessingInstructions = true,
        MaxCharactersInDocument = 0,
    };

    /// <summary>True for the beginning of an XES log.</summary>
    public static bool LooksLikeXes(ReadOnlySpan<byte> head)
    {
        head = head[..Math.Min(head.Length, 8_192)];
        return head.TrimStart(" \t\r\n"u8) is [(byte)'<', ..] && head.IndexOf("<log"u8) >= 0
            && (head.IndexOf("xes."u8) >= 0 || head.IndexOf("<trace"u8) >= 0 || head.IndexOf("xes-standard"u8) >= 0);
    }

    /// <summary>The columns: the case, what was done, when, and every attribute of the first events.</summary>
    public static (IReadOnlyList<string> Columns, FileProblem? Problem) Look(Func<Stream> open)
    {
        var columns = new List<string> { "case", "activity", "time" };
        var seen = new HashSet<string>(columns, StringComparer.Ordinal);
        try
        {
            using var stream = open();
            foreach (var (_, values) in Events(stream).Take(EventsLookedAt))
            {
                columns.AddRange(values.Select(one => one.Key).Where(seen.Add));
            }
        }
        catch (FileProblemException found)
        {
            return ([], found.Problem);
        }

        return columns.Count > Limits.Columns ? ([], FileProblems.TooManyColumns(columns.Count)) : (columns, null);
    }

    /// <summary>The events.</summary>
    public static IEnumerable<DocumentRow> Rows(Stream stream, IReadOnlyList<string> columns)
    {
        var place = columns.Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => pair.i, StringComparer.Ordinal);
        foreach (var (line, values) in Events(stream))
        {
            var cells = new string?[columns.Count];
            List<KeyValuePair<string, string>>? extras = null;
            foreach (var (name, value) in values)
            {
                if (place.TryGetValue(name, out var at))
                {
                    cells[at] = value;
                }
                else
                {
                    (extras ??= []).Add(new(name, value));
                }
            }

            yield return new(cells, line, null, extras);
        }
    }

    /// <summary>What the columns are used for.</summary>
    public static IReadOnlyList<MappingField> Fields(IReadOnlyList<string> columns)
    {
        var fields = new List<MappingField>
        {
            new() { Column = "case", As = FieldUse.Identifier, Namespace = "case" },
            new() { Column = "activity", As = FieldUse.Activity },
            new() { Column = "time", As = FieldUse.Time },
        };
        foreach (var (column, name) in new[] { ("org:resource", "resource"), ("org:group", "group"), ("lifecycle:transition", "transition") })
        {
            if (columns.Contains(column))
            {
                fields.Add(new() { Column = column, As = FieldUse.Attribute, Name = name, Kind = AttributeKind.Descriptive });
            }
        }

        return fields;
    }

    static IEnumerable<(long Line, List<KeyValuePair<string, string>> Values)> Events(Stream stream)
    {
        using var xml = XmlReader.Create(stream, _settings);
        var ofCase = new List<KeyValuePair<string, string>>();
        var inTrace = false;
        while (Next(xml))
        {
            if (xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "trace")
            {
                (inTrace, ofCase) = (false, []);
            }

            if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            switch (xml.LocalName)
            {
                case "trace":
                    (inTrace, ofCase) = (!xml.IsEmptyElement, []);
                    break;
                case "event":
                    var line = (xml as IXmlLineInfo)?.LineNumber ?? 0;
                    var values = new List<KeyValuePair<string, string>>(ofCase);
                    Attributes(xml, values, isCase: false);
                    yield return (line, values);
                    break;
                case "string" or "date" or "int" or "float" or "boolean" or "id" or "list" or "container" when inTrace:
                    One(xml, ofCase, "", isCase: true, 0);
                    break;
                case "global" or "classifier" or "extension":
                    Skip(xml);
                    break;
            }
        }
    }

    static void Attributes(XmlReader xml, List<KeyValuePair<string, string>> into, bool isCase)
    {
        if (xml.IsEmptyElement)
        {
            return;
        }

        var depth = xml.Depth;
        while (Next(xml) && xml.Depth > depth)
        {
            if (xml.NodeType == XmlNodeType.Element)
            {
                One(xml, into, "", isCase, 0);
            }
        }
    }

    /// <summary>One attribute, and those nested in it under its name and a slash.</summary>
    static void One(XmlReader xml, List<KeyValuePair<string, string>> into, string above, bool isCase, int nesting)
    {
        var (key, value, empty, depth) = (xml.GetAttribute("key"), xml.GetAttribute("value"), xml.IsEmptyElement, xml.Depth);
        var name = above.Length == 0 ? key ?? "" : $"{above}/{key}";
        if (key is not null && !string.IsNullOrEmpty(value) && into.Count < Limits.Columns)
        {
            into.Add(new(Column(name, isCase), value));
        }

        if (empty)
        {
            return;
        }

        while (Next(xml) && xml.Depth > depth)
        {
            if (xml.NodeType == XmlNodeType.Element)
            {
                if (nesting >= Deepest)
                {
                    throw new FileProblemException(FileProblems.Broken($"attributes are nested deeper than {Deepest}"));
                }

                One(xml, into, name, isCase, nesting + 1);
            }
        }
    }

    static string Column(string name, bool isCase) => (isCase, name) switch
    {
        (true, "concept:name") => "case",
        (true, _) => $"case:{name}",
        (false, "concept:name") => "activity",
        (false, "time:timestamp") => "time",
        (false, "case" or "activity" or "time") => $"event:{name}",
        _ => name,
    };

    static bool Next(XmlReader xml)
    {
        try
        {
            return xml.Read();
        }
        catch (XmlException e)
        {
            throw new FileProblemException(FileProblems.Broken($"its XML cannot be read at line {e.LineNumber}") with { Line = e.LineNumber });
        }
    }

    static void Skip(XmlReader xml)
    {
        if (xml.IsEmptyElement)
        {
            return;
        }

        var depth = xml.Depth;
        while (Next(xml) && xml.Depth > depth)
        {
        }
    }
}
