using System.Globalization;
using Throughline.DuckDb;
using Throughline.Language.Detecting;

namespace Throughline.Understanding.PlugIn;

/// <summary>
/// Puts the plug-in's answers into the places of the own detectors' in readings, and takes them out again. What the own detectors said is kept beside each
/// answer, so that nothing is lost by it. Always inside the store's transaction.
/// </summary>
static class PlugInJoin
{
    const int Present = (int)DetectionState.Present, NotAssessed = (int)DetectionState.NotAssessed;

    /// <summary>Joins answers that stand nowhere to the readings of these signals; how many.</summary>
    /// <param name="store">The store's writer.</param>
    /// <param name="after">Numbers above this.</param>
    /// <param name="upTo">Up to and with this.</param>
    public static long Join(DuckConnection store, long after, long upTo)
    {
        if (store.Scalar<long>("SELECT count(*) FROM plug_in_reading WHERE joined_set = 0 AND seq > $after AND seq <= $to", ("after", after), ("to", upTo)) == 0)
        {
            return 0;
        }

        store.Execute(string.Create(CultureInfo.InvariantCulture, $"""
            CREATE OR REPLACE TEMP TABLE plug_in_joining AS
            SELECT p.seq, p.detector, p.state, p.probability, p.spans, r.set_version,
                CASE WHEN r.assessed & (1::BIGINT << p.detector) = 0 THEN {NotAssessed} WHEN r.present & (1::BIGINT << p.detector) = 0 THEN {(int)DetectionState.Absent} ELSE {Present} END AS own_state,
                d.probability AS own_probability, d.spans AS own_spans
            FROM plug_in_reading p JOIN reading r ON r.seq = p.seq LEFT JOIN detection d ON d.seq = p.seq AND d.detector = p.detector
            WHERE p.joined_set = 0 AND p.seq > {after} AND p.seq <= {upTo} AND p.detector IN (SELECT number FROM detector WHERE is_on)
            """));
        var joined = store.Scalar<long>("SELECT count(*) FROM plug_in_joining");
        if (joined > 0)
        {
            store.Execute("""
                UPDATE plug_in_reading SET joined_set = j.set_version, own_state = j.own_state, own_probability = j.own_probability, own_spans = j.own_spans
                FROM plug_in_joining j WHERE plug_in_reading.seq = j.seq AND plug_in_reading.detector = j.detector
                """);
            Put(store, "plug_in_joining", "state", "coalesce(probability, 1)", "spans");
        }

        store.Execute("DROP TABLE plug_in_joining");
        return joined;
    }

    /// <summary>Answers whose readings are written anew stand nowhere until they are joined again.</summary>
    public static void Part(DuckConnection store, long after, long upTo, int version) => store.Execute(
        "UPDATE plug_in_reading SET joined_set = 0 WHERE seq > $after AND seq <= $to AND joined_set <> $version", ("after", after), ("to", upTo), ("version", version));

    /// <summary>Takes answers out for good: what the own detectors said stands again; how many.</summary>
    /// <param name="store">The store's writer.</param>
    /// <param name="which">Of the answers, as it stands after WHERE.</param>
    public static long Remove(DuckConnection store, string which)
    {
        store.Execute($"CREATE OR REPLACE TEMP TABLE plug_in_leaving AS SELECT * FROM plug_in_reading WHERE {which}");
        var gone = store.Scalar<long>("SELECT count(*) FROM plug_in_leaving");
        if (gone > 0)
        {
            Restore(store);
            store.Execute("DELETE FROM plug_in_reading USING plug_in_leaving l WHERE plug_in_reading.seq = l.seq AND plug_in_reading.detector = l.detector");
            Move(store);
        }

        store.Execute("DROP TABLE plug_in_leaving");
        return gone;
    }

    /// <summary>Holds the answers of a detector against another threshold: they stand nowhere until they are joined again.</summary>
    public static void Threshold(DuckConnection store, int detector, double threshold)
    {
        store.Execute($"CREATE OR REPLACE TEMP TABLE plug_in_leaving AS SELECT * FROM plug_in_reading WHERE detector = {detector.ToString(CultureInfo.InvariantCulture)}");
        Restore(store);
        store.Execute("DROP TABLE plug_in_leaving");
        store.Execute($"""
            UPDATE plug_in_reading SET joined_set = 0,
                state = CASE WHEN NOT coalesce(probability >= $threshold, is_said) THEN {(int)DetectionState.Absent} WHEN octet_length(spans) > 0 THEN {Present} ELSE {NotAssessed} END
            WHERE detector = $detector
            """, ("threshold", threshold), ("detector", detector));
        Move(store);
    }

    /// <summary>Says that something changed, for those who keep what they counted.</summary>
    public static void Move(DuckConnection store) => store.Execute("UPDATE plug_in_progress SET changes = changes + 1");

    static void Restore(DuckConnection store)
    {
        store.Execute("""
            CREATE OR REPLACE TEMP TABLE plug_in_restoring AS SELECT l.seq, l.detector, l.own_state, l.own_probability, l.own_spans, r.set_version
            FROM plug_in_leaving l JOIN reading r ON r.seq = l.seq AND r.set_version = l.joined_set
            """);
        Put(store, "plug_in_restoring", "own_state", "own_probability", "own_spans");
        store.Execute("DROP TABLE plug_in_restoring");
    }

    /// <summary>Writes states into readings and their words into detections.</summary>
    static void Put(DuckConnection store, string table, string state, string probability, string spans)
    {
        store.Execute($"DELETE FROM detection USING {table} j WHERE detection.seq = j.seq AND detection.detector = j.detector");
        store.Execute($"INSERT INTO detection (seq, detector, probability, spans, set_version) SELECT seq, detector, {probability}, {spans}, set_version FROM {table} WHERE {state} = {Present}");
        store.Execute($"""
            UPDATE reading SET assessed = (assessed & ~m.mask) | m.assessed_bits, present = (present & ~m.mask) | m.present_bits
            FROM (SELECT seq, bit_or(1::BIGINT << detector) AS mask, bit_or(CASE WHEN {state} <> {NotAssessed} THEN 1::BIGINT << detector ELSE 0 END) AS assessed_bits,
                    bit_or(CASE WHEN {state} = {Present} THEN 1::BIGINT << detector ELSE 0 END) AS present_bits FROM {table} GROUP BY seq) m
            WHERE reading.seq = m.seq
            """);
    }
}
