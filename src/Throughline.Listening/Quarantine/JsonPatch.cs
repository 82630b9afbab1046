using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Throughline.Listening.Quarantine;

/// <summary>
/// A change to JSON documents (RFC 6902): all its operations apply in order, or the document is left as it was. Works on a copy.
/// </summary>
sealed class JsonPatch
{
    const int MostOperations = 100;

    readonly IReadOnlyList<Operation> _operations;

    JsonPatch(IReadOnlyList<Operation> operations) => _operations = operations;

    /// <summary>True when it changes nothing.</summary>
    public bool IsEmpty => _operations.Count == 0;

    /// <summary>Reads a patch; null and an empty list change nothing.</summary>
    /// <exception cref="JsonPatchException">It is no patch; the exception points at what is wrong.</exception>
    public static JsonPatch Parse(JsonNode? patch)
    {
        if (patch is null)
        {
            return new([]);
        }

        if (patch is not JsonArray operations)
        {
            throw new JsonPatchException("", "A patch is a list of operations.");
        }

        if (operations.Count > MostOperations)
        {
            throw new JsonPatchException("", $"A patch has at most {MostOperations} operations.");
        }

        return new([.. operations.Select((one, i) => Read(one, $"/{i}"))]);
    }

    /// <summary>The changed document.</summary>
    /// <exception cref="JsonPatchException">An operation does not fit this document.</exception>
    public JsonNode? Apply(JsonNode? document)
    {
        var holder = new JsonArray(document?.DeepClone());
        foreach (var one in _operations)
        {
            Apply(holder, one);
        }

        var changed = holder[0];
        holder.Clear();
        return changed;
    }

    static Operation Read(JsonNode? one, string where)
    {
        if (one is not JsonObject members || Text(members, "op") is not { } op)
        {
            throw new JsonPatchException(where, "An operation is an object with \"op\" and \"path\".");
        }

        if (op is not ("add" or "remove" or "replace" or "move" or "copy" or "test"))
        {
            throw new JsonPatchException($"{where}/op", "The operation is one of add, remove, replace, move, copy, test.");
        }

        var path = Pointer(members, "path", where);
        var from = op is "move" or "copy" ? Pointer(members, "from", where) : [];
        if (op is "add" or "replace" or "test" && !members.ContainsKey("value"))
        {
            throw new JsonPatchException($"{where}/value", $"The operation {op} needs a value; null is one.");
        }

        if (op == "move" && path.Length > from.Length && path.AsSpan(0, from.Length).SequenceEqual(from))
        {
            throw new JsonPatchException($"{where}/path", "Nothing can be moved into itself.");
        }

        return new Operation(op, path, from, members["value"], where);
    }

    static string? Text(JsonObject members, string name) =>
        members[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    static string[] Pointer(JsonObject members, string name, string where)
    {
        var text = Text(members, name);
        if (text is null || (text.Length > 0 && text[0] != '/'))
        {
            throw new JsonPatchException($"{where}/{name}", "A pointer is empty or begins with a slash (RFC 6901), for example /userId.");
        }

        return text.Length == 0 ? [] : [.. text[1..].Split('/').Select(t =>
            t.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];
    }

    /// <summary>The document is the only element of the holder, so that its root is a place like any other.</summary>
    static void Apply(JsonArray holder, Operation one)
    {
        switch (one.Op)
        {
            case "add":
                Add(holder, one.Path, one.Value?.DeepClone(), one);
                break;
            case "remove":
                Remove(holder, one.Path, one);
                break;
            case "replace":
                Find(holder, one.Path, one);
                Put(holder, one.Path, one.Value?.DeepClone(), one);
                break;
            case "move":
                var moved = Find(holder, one.From, one)?.DeepClone();
                Remove(holder, one.From, one);
                Add(holder, one.Path, moved, one);
                break;
            case "copy":
                Add(holder, one.Path, Find(holder, one.From, one)?.DeepClone(), one);
                break;
            default:
                if (!JsonNode.DeepEquals(Find(holder, one.Path, one), one.Value))
                {
                    throw new JsonPatchException(one.Where, "The value is another than the test expects.");
                }

                break;
        }
    }

    static JsonNode? Find(JsonArray holder, ReadOnlySpan<string> path, Operation one)
    {
        var node = holder[0];
        foreach (var step in path)
        {
            node = node switch
            {
                JsonObject members => members.TryGetPropertyValue(step, out var member) ? member : throw Missing(one, step),
                JsonArray elements => elements[Index(elements, step, elements.Count - 1, one)],
                _ => throw Missing(one, step),
            };
        }

        return node;
    }

    static void Add(JsonArray holder, string[] path, JsonNode? value, Operation one)
    {
        if (path.Length > 0 && Find(holder, path.AsSpan(0, path.Length - 1), one) is JsonArray elements)
        {
            elements.Insert(path[^1] == "-" ? elements.Count : Index(elements, path[^1], elements.Count, one), value);
            return;
        }

        Put(holder, path, value, one);
    }

    static void Put(JsonArray holder, string[] path, JsonNode? value, Operation one)
    {
        if (path.Length == 0)
        {
            holder[0] = value;
            return;
        }

        switch (Find(holder, path.AsSpan(0, path.Length - 1), one))
        {
            case JsonObject members:
                members[path[^1]] = value;
                break;
            case JsonArray elements:
                elements[Index(elements, path[^1], elements.Count - 1, one)] = value;
                break;
            default:
                throw Missing(one, path[^1]);
        }
    }

    static void Remove(JsonArray holder, string[] path, Operation one)
    {
        if (path.Length == 0)
        {
            holder[0] = null;
            return;
        }

        switch (Find(holder, path.AsSpan(0, path.Length - 1), one))
        {
            case JsonObject members when members.Remove(path[^1]):
                break;
            case JsonArray elements:
                elements.RemoveAt(Index(elements, path[^1], elements.Count - 1, one));
                break;
            default:
                throw Missing(one, path[^1]);
        }
    }

    /// <summary>Digits without a zero in front (RFC 6901), within the list.</summary>
    static int Index(JsonArray elements, string step, int last, Operation one) =>
        int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index <= last && (step.Length == 1 || step[0] != '0')
            ? index
            : throw new JsonPatchException(one.Where, $"The list of {elements.Count} has no place \"{step}\".");

    static JsonPatchException Missing(Operation one, string step) => new(one.Where, $"There is no \"{step}\".");

    sealed record Operation(string Op, string[] Path, string[] From, JsonNode? Value, string Where);
}

/// <summary>A patch is none, or does not fit a document.</summary>
/// <param name="where">Where in the patch, RFC 6901.</param>
/// <param name="detail">One line for people.</param>
sealed class JsonPatchException(string where, string detail) : Exception(detail)
{
    /// <summary>Where in the patch, RFC 6901.</summary>
    public string Where { get; } = where;
}
