using Throughline.Platform.Storage;

namespace Throughline.Understanding.Topics;

/// <summary>The tables of topics in <c>understanding.duckdb</c>.</summary>
static class TopicTables
{
    /// <summary>
    /// <c>topic_reading</c>: a row for each signal whose words were read, with the reason where it has no topic (0 where it has).
    /// <c>topic_of</c>: the topics of each, and those that they are parts of (<c>is_own</c> false). <c>topic_place</c>: the words that speak
    /// of them. The same three with <c>_next</c> hold what is read by a newer version until all is read. <c>topic_left</c>: sources whose
    /// words may not be read, or are being read again because now they may.
    /// </summary>
    public static readonly Migration InStore = new("topics", 1, $"""
        {Three("")}
        {Three("_next")}
        CREATE TABLE topic_left (source INTEGER NOT NULL, done BIGINT, until BIGINT);
        CREATE TABLE topic_state (shown INTEGER NOT NULL, next INTEGER NOT NULL, done BIGINT NOT NULL, next_proposal INTEGER NOT NULL);
        CREATE TABLE topic_change (from_version INTEGER NOT NULL, to_version INTEGER NOT NULL, topic INTEGER, before BIGINT NOT NULL, after BIGINT NOT NULL);
        INSERT INTO topic_state VALUES (0, 0, 0, 1)
        """);

    /// <summary>The three tables of what was read.</summary>
    public static readonly IReadOnlyList<string> Names = ["topic_reading", "topic_of", "topic_place"];

    /// <summary>Makes them.</summary>
    /// <param name="suffix">Stands behind their names.</param>
    public static string Three(string suffix) => $"""
        CREATE TABLE topic_reading{suffix} (seq BIGINT NOT NULL, of_source INTEGER NOT NULL, is_employee BOOLEAN NOT NULL, none UTINYINT NOT NULL);
        CREATE TABLE topic_of{suffix} (seq BIGINT NOT NULL, topic INTEGER NOT NULL, is_own BOOLEAN NOT NULL, of_source INTEGER NOT NULL, is_employee BOOLEAN NOT NULL);
        CREATE TABLE topic_place{suffix} (seq BIGINT NOT NULL, topic INTEGER NOT NULL, first INTEGER NOT NULL, behind INTEGER NOT NULL);
        """;
}
