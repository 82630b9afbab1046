using System.Text;
using System.Text.Json;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Platform.Followers;
using Throughline.Platform.Log;

namespace Throughline.Listening.Quality.Profiling;

/// <summary>The fields that a stretch of one source has, and where in the log each stands.</summary>
/// <param name="Fields">The fields in the order of their cells.</param>
/// <param name="Columns">For each field the column of the log, or null for what lies within <c>identifiers</c> or <c>rest</c>.</param>
sealed record StoredNames(IReadOnlyList<FieldName> Fields, IReadOnlyList<string?> Columns)
{
    /// <summary>Most fields that are found within what is only kept.</summary>
    public const int MostKept = 60;

    const int Looked = 400;

    /// <summary>What stands around an event and says nothing of it.</summary>
    static readonly HashSet<string> _envelope = new(StringComparer.Ordinal)
    {
        "messageId", "timestamp", "sentAt", "originalTimestamp", "receivedAt", "writeKey", "type", "userId", "anonymousId", "event", "channel", "version", "integrations",
        "_metadata", "as_received", "set_aside",
    };

    static readonly (FieldName Name, string Column)[] _fixed =
    [
        (new("time", "time"), "occurred_at"), (new("record_id", "id"), "record_key"), (new("text", "text"), "text"), (new("touchpoint", "touchpoint"), "touchpoint"),
        (new("channel", "channel"), "channel"), (new("language", "language"), "language"), (new("activity", "activity"), "activity"),
    ];

    /// <summary>Looks which fields a source fills in a stretch; those that the caller asks for are there in any case.</summary>
    public static StoredNames Of(DuckConnection log, CatalogueContents catalogue, Source source, LogStretch stretch, IEnumerable<FieldName> asked)
    {
        var known = Known(catalogue, source);
        var wanted = asked.ToHashSet();
        var filled = Filled(log, source.Id, stretch, known);
        var inside = Inside(log, source.Id, stretch);
        List<(FieldName Name, string? Column)> fields =
        [
            .. known.Where((one, i) => filled[i] || wanted.Contains(one.Name)).Select(one => (one.Name, (string?)one.Column)),
            .. inside.Concat(wanted.Where(one => one.Use is "kept" or "identifier")).Distinct().Select(one => (one, (string?)null)),
        ];
        return new([.. fields.Select(one => one.Name)], [.. fields.Select(one => one.Column)]);
    }

    /// <summary>Only these fields, whether they are filled or not.</summary>
    public static StoredNames Only(CatalogueContents catalogue, Source source, IReadOnlySet<FieldName> fields)
    {
        var known = Known(catalogue, source).ToDictionary(one => one.Name, one => one.Column);
        List<FieldName> of = [.. fields.Where(one => known.ContainsKey(one) || one.Use is "kept" or "identifier")];
        return new(of, [.. of.Select(known.GetValueOrDefault)]);
    }

    static List<(FieldName Name, string Column)> Known(CatalogueContents catalogue, Source source) =>
    [
        .. _fixed.Where(one => one.Name.Use != "time" || source.HasTime),
        .. catalogue.QuestionsOf(source.Id).Select(one => (new FieldName("score", one.Name), FormattableString.Invariant($"score_{one.Id}"))),
        .. catalogue.Attributes.Select(one => (new FieldName("attribute", one.Name), FormattableString.Invariant($"attribute_{one.Id}"))),
    ];

    static bool[] Filled(DuckConnection log, int source, LogStretch stretch, List<(FieldName Name, string Column)> known)
    {
        using var reader = log.Query($"""
            SELECT {string.Join(", ", known.Select(one => $"count({one.Column})"))} FROM signal
            WHERE source_id = $source AND seq > $after AND seq <= $upto
            """, ("source", source), ("after", stretch.After), ("upto", stretch.UpTo));
        reader.Read();
        return [.. known.Select((one, i) => reader.GetInt64(i) > 0)];
    }

    /// <summary>Identifiers by namespace, and the most frequent names of what is only kept, of rows drawn from the stretch.</summary>
    static List<FieldName> Inside(DuckConnection log, int source, LogStretch stretch)
    {
        var counts = new Dictionary<FieldName, int>();
        using var reader = log.Query($"""
            SELECT customer, identifiers, rest FROM signal
            WHERE source_id = $source AND seq > $after AND seq <= $upto AND (customer IS NOT NULL OR rest IS NOT NULL)
            ORDER BY hash(id) LIMIT {Looked}
            """, ("source", source), ("after", stretch.After), ("upto", stretch.UpTo));
        while (reader.Read())
        {
            foreach (var name in Namespaces(reader.GetStringOrNull(0), reader.GetStringOrNull(1)).Concat(Kept(reader.GetStringOrNull(2))).Distinct())
            {
                counts[name] = counts.GetValueOrDefault(name) + 1;
            }
        }

        return [.. counts.OrderByDescending(one => one.Value).ThenBy(one => one.Key.Name, StringComparer.Ordinal).Take(MostKept).Select(one => one.Key)];
    }

    static IEnumerable<FieldName> Namespaces(string? customer, string? identifiers)
    {
        foreach (var one in NamedCustomer.IdentifiersOf(customer, identifiers))
        {
            if (one.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
            {
                yield return new("identifier", one[..colon]);
            }
        }
    }

    static IEnumerable<FieldName> Kept(string? rest)
    {
        if (rest is null)
        {
            yield break;
        }

        using var json = JsonDocument.Parse(Encoding.UTF8.GetBytes(rest), new JsonDocumentOptions { MaxDepth = 128 });
        if (json.RootElement.ValueKind != JsonValueKind.Object)
        {
            yield break;
        }

        foreach (var one in json.RootElement.EnumerateObject().Where(one => !_envelope.Contains(one.Name)))
        {
            if (IsPlain(one.Value))
            {
                yield return new("kept", one.Name);
            }
            else if (one.Value.ValueKind == JsonValueKind.Object)
            {
                foreach (var inner in one.Value.EnumerateObject().Where(inner => IsPlain(inner.Value)))
                {
                    yield return new("kept", $"{one.Name}.{inner.Name}");
                }
            }
        }
    }

    static bool IsPlain(JsonElement value) => value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False;
}
