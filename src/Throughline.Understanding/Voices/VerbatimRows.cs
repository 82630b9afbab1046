using System.Globalization;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;
using Throughline.Understanding.Detections;

namespace Throughline.Understanding.Voices;

/// <summary>Reads pages of signals: first the numbers of the rows from narrow columns, then these rows alone in full.</summary>
static class VerbatimRows
{
    /// <summary>Largest page.</summary>
    public const int MostRows = 200;

    const int FirstScore = 13;

    /// <summary>One page after a place, or the first one.</summary>
    /// <param name="connection">A connection of the log.</param>
    /// <param name="rows">Which rows.</param>
    /// <param name="order">In which order.</param>
    /// <param name="place">After which place; <see cref="PageCursor.Seq"/> is 0 for the first page.</param>
    /// <param name="take">Rows wanted, 1 to <see cref="MostRows"/>.</param>
    /// <param name="words">Words to mark; null for none.</param>
    /// <param name="catalogue">What the columns mean.</param>
    /// <param name="asking">Who asks: values without a purpose are withheld.</param>
    /// <param name="told">What the words say.</param>
    public static (IReadOnlyList<Verbatim> Items, string? Next) Page(DuckConnection connection, Listed rows, OrderSql order,
        PageCursor place, int take, string? words, CatalogueContents catalogue, Asking asking, DetectionRows told)
    {
        var (seqs, last) = Numbers(connection, rows, order, place, take);
        var bySeq = Read(connection, seqs, words, catalogue, asking, told);
        return ([.. seqs.Where(bySeq.ContainsKey).Select(seq => bySeq[seq])], last?.ToString());
    }

    /// <summary>The rows of these numbers.</summary>
    public static Dictionary<long, Verbatim> Read(DuckConnection connection, IReadOnlyList<long> seqs, string? words,
        CatalogueContents catalogue, Asking asking, DetectionRows told) =>
        seqs.Count == 0 ? [] : Read(connection, seqs, Sources(connection, seqs), words, catalogue, asking, told);

    /// <summary>The rows of these numbers, whose sources are known; without what the words say where nobody is given who tells it.</summary>
    public static Dictionary<long, Verbatim> Read(DuckConnection connection, IReadOnlyList<long> seqs, IReadOnlySet<int> sources, string? words,
        CatalogueContents catalogue, Asking asking, DetectionRows? told)
    {
        var read = new Dictionary<long, Verbatim>(seqs.Count);
        if (seqs.Count == 0)
        {
            return read;
        }

        // The questions of a source are columns of every row; only those of the sources on the page are worth reading.
        var questions = catalogue.Questions.Where(q => sources.Contains(q.SourceId)).ToList();
        var scores = questions.Select(q => (q.Id, Part.Of(q))).ToList();
        var attributes = catalogue.Attributes.Select(a => (a.Id, Part.Of(a))).ToList();
        var columns = string.Join(", ", (IEnumerable<string>)[
            "seq", "id", "source_id", "kind", "mode", "occurred_at", "channel", "touchpoint", "language", "text", "customer", "occurred_day", "activity",
            .. questions.Select(SignalWhere.Column), .. catalogue.Attributes.Select(SignalWhere.Column)]);
        using var reader = connection.Query(string.Join(" UNION ALL ", RowPlaces.Of(seqs).Select(place => $"SELECT {columns} FROM signal WHERE {Among(place)}")));
        while (reader.Read())
        {
            read[reader.GetInt64(0)] = Row(reader, scores, attributes, words, catalogue, asking);
        }

        told?.AddTo(read, connection);
        told?.Topics?.AddTo(read, connection);
        return read;
    }

    /// <summary>The same with what came beside each.</summary>
    public static IReadOnlyDictionary<long, WholeSignal> Whole(DuckConnection connection, IReadOnlyList<long> seqs, IReadOnlySet<int> sources,
        CatalogueContents catalogue, Asking asking, DetectionRows told)
    {
        var signals = Read(connection, seqs, sources, null, catalogue, asking, told);
        var whole = new Dictionary<long, WholeSignal>(signals.Count);
        if (signals.Count == 0)
        {
            return whole;
        }

        using var reader = connection.Query(string.Join(" UNION ALL ", RowPlaces.Of(seqs).Select(place => $"SELECT seq, {SignalBeside.Columns} FROM signal WHERE {Among(place)}")));
        while (reader.Read())
        {
            if (signals.TryGetValue(reader.GetInt64(0), out var signal))
            {
                whole[reader.GetInt64(0)] = new WholeSignal(signal, SignalBeside.Read(reader, 1, signal.Source.Id, catalogue, asking));
            }
        }

        return whole;
    }

    /// <summary>A condition that holds for these rows; the range lets whole blocks of the table be passed over.</summary>
    static string Among(IReadOnlyList<long> seqs) => string.Create(CultureInfo.InvariantCulture,
        $"seq BETWEEN {seqs.Min()} AND {seqs.Max()} AND seq IN ({string.Join(", ", seqs.Select(s => s.ToString(CultureInfo.InvariantCulture)))})");

    static HashSet<int> Sources(DuckConnection connection, IReadOnlyList<long> seqs)
    {
        var sources = new HashSet<int>();
        using var reader = connection.Query($"SELECT DISTINCT source_id FROM signal WHERE {Among(seqs)}");
        while (reader.Read())
        {
            sources.Add(reader.GetInt32(0));
        }

        return sources;
    }

    static (List<long> Seqs, PageCursor? Next) Numbers(DuckConnection connection, Listed rows, OrderSql order, PageCursor place, int take)
    {
        var first = place.Seq == 0;
        var byAnswer = !first && place.Key is not null;
        var more = string.Create(CultureInfo.InvariantCulture, $"LIMIT {take + 1}");
        var sql = $"""
            SELECT seq, epoch_us(occurred_at), {order.Key}
            FROM signal WHERE {rows.Sql} AND {(first ? "TRUE" : order.After(place))}
            ORDER BY {order.OrderBy} {more}
            """;
        var parameters = first ? rows.With()
            : byAnswer ? rows.With(("at", place.At), ("seq", place.Seq), ("key", place.Key))
            : rows.With(("at", place.At), ("seq", place.Seq));
        var seqs = new List<long>(take);
        PageCursor? last = null;
        using var reader = connection.Query(sql, parameters);
        while (reader.Read())
        {
            if (seqs.Count == take)
            {
                return (seqs, last);
            }

            seqs.Add(reader.GetInt64(0));
            last = place with { At = reader.GetInt64(1), Seq = seqs[^1], Key = reader.GetDoubleOrNull(2) };
        }

        return (seqs, null);
    }

    static Verbatim Row(DuckReader reader, List<(int Id, Part Part)> scores, List<(int Id, Part Part)> attributes, string? words,
        CatalogueContents catalogue, Asking asking)
    {
        var sourceId = reader.GetInt32(2);
        var source = catalogue.FindSource(sourceId);
        var firstAttribute = FirstScore + scores.Count;
        List<string> withheld = [];
        var text = Told(Part.Text, 9);
        return new Verbatim
        {
            Id = new SignalId(reader.GetGuid(1)).ToString(),
            Source = new SourceName(sourceId, source?.Name ?? ""),
            Kind = (SignalKind)reader.GetInt32(3),
            Mode = (SignalMode)reader.GetInt32(4),
            OccurredAt = reader.GetDateTime(5),
            OccurredDay = reader.GetDateOrNull(11),
            TimeKnown = source?.HasTime ?? true,
            Activity = Told(Part.Activity, 12),
            Channel = Told(Part.Channel, 6),
            Touchpoint = Told(Part.Touchpoint, 7),
            Language = Told(Part.Language, 8),
            Text = text,
            Matches = text is null || string.IsNullOrWhiteSpace(words)
                ? []
                : [.. SearchFold.Find(text, words).Select(m => new TextSpan(m.Start, m.End))],
            Customer = Told(Part.Customer, 10),
            Answers =
            [
                .. scores.Select((q, i) => (q.Id, q.Part, Value: reader.GetDoubleOrNull(FirstScore + i)))
                    .Where(a => a.Value is not null && Tells(a.Part)).Select(a => new Answer(a.Id, a.Value!.Value)),
            ],
            Attributes =
            [
                .. attributes.Select((a, i) => (a.Id, a.Part, Value: reader.GetStringOrNull(firstAttribute + i)))
                    .Where(a => !string.IsNullOrEmpty(a.Value) && Tells(a.Part)).Select(a => new AttributeValue(a.Id, a.Value!)),
            ],
            Withheld = withheld,
        };

        string? Told(Part part, int column) => reader.GetStringOrNull(column) is { } value && Tells(part) ? value : null;

        bool Tells(Part part)
        {
            if (asking.Takes(sourceId, part))
            {
                return true;
            }

            withheld.Add(part.By);
            return false;
        }
    }
}
