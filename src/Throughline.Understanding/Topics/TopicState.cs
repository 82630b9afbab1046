using System.Globalization;
using Throughline.DuckDb;

namespace Throughline.Understanding.Topics;

/// <summary>Where the reading of topics stands, as the store holds it.</summary>
/// <param name="Shown">The version that texts are shown by; 0 before the first.</param>
/// <param name="Next">The version that is being read beside it; 0 for none.</param>
/// <param name="Done">How far that has come.</param>
/// <param name="Left">Sources whose words are not read.</param>
/// <param name="Back">A source whose words are being read again; null for none.</param>
sealed record TopicState(int Shown, int Next, long Done, IReadOnlyList<int> Left, BroughtBack? Back)
{
    /// <summary>True while words that have a purpose again are not all read.</summary>
    public bool IsBringingBack => Back is not null;

    /// <summary>Reads it, on a connection of the log or of the store.</summary>
    public static TopicState Read(DuckConnection connection)
    {
        var left = new List<int>();
        BroughtBack? back = null;
        using (var reader = connection.Query("SELECT source, done, until FROM understanding.topic_left ORDER BY source"))
        {
            while (reader.Read())
            {
                if (reader.IsNull(1))
                {
                    left.Add(reader.GetInt32(0));
                }
                else
                {
                    back ??= new BroughtBack(reader.GetInt32(0), reader.GetInt64(1), reader.GetInt64(2));
                }
            }
        }

        using var state = connection.Query("SELECT shown, next, done FROM understanding.topic_state");
        state.Read();
        return new TopicState(state.GetInt32(0), state.GetInt32(1), state.GetInt64(2), left, back);
    }

    /// <summary>Notes that words of these sources are passed over from now on, and takes out what was read of them.</summary>
    public static void Leave(DuckConnection store, IReadOnlyList<int> refused)
    {
        int[] more = [.. refused.Except(Read(store).Left)];
        if (more.Length > 0)
        {
            TopicWriting.Remove(store, more);
            store.Execute($"DELETE FROM topic_left WHERE source IN ({string.Join(", ", more)})");
            store.Execute($"INSERT INTO topic_left VALUES {string.Join(", ", more.Select(source => string.Create(CultureInfo.InvariantCulture, $"({source}, NULL, NULL)")))}");
        }
    }

    /// <summary>The same, and words that have a purpose again are read from the beginning to <paramref name="upTo"/>; a reading by a newer version begins anew.</summary>
    public static void See(DuckConnection store, IReadOnlyList<int> refused, long upTo)
    {
        Leave(store, refused);
        int[] back = [.. Read(store).Left.Except(refused)];
        if (back.Length > 0)
        {
            store.Execute($"UPDATE topic_left SET done = 0, until = $upto WHERE source IN ({string.Join(", ", back)})", ("upto", upTo));
            store.Execute("UPDATE topic_state SET next = 0, done = 0");
        }
    }

    /// <summary>True when the purposes are others than those that was read by.</summary>
    public bool Differs(IReadOnlyList<int> refused) => !refused.ToHashSet().SetEquals(Left);
}

/// <summary>A source whose words have a purpose again.</summary>
/// <param name="Source">The source.</param>
/// <param name="Done">How far its words are read.</param>
/// <param name="Until">Up to where they have to be.</param>
readonly record struct BroughtBack(int Source, long Done, long Until);

/// <summary>Where the reading of texts by topics stands.</summary>
/// <param name="State"><c>reading</c> or <c>idle</c>.</param>
/// <param name="Shown">The version that texts are shown by; 0 before the first.</param>
/// <param name="Wanted">The version that was asked for last.</param>
/// <param name="ReadUpTo">How far the log is read by the version shown.</param>
/// <param name="Behind">Signals that are not looked at yet.</param>
/// <param name="Retag">The reading by a newer version; null when none is under way.</param>
public sealed record TopicProgress(string State, int Shown, int Wanted, long ReadUpTo, long Behind, Retagging? Retag);

/// <summary>A reading of the whole log by a newer version, whose result takes the place of the older when it is done.</summary>
/// <param name="From">The version shown until then.</param>
/// <param name="To">The newer version.</param>
/// <param name="Done">Signals looked at.</param>
/// <param name="Total">Signals to look at.</param>
/// <param name="PerSecond">Signals a second; null at the very beginning.</param>
/// <param name="SecondsLeft">Seconds that it may still take; null at the very beginning.</param>
public sealed record Retagging(int From, int To, long Done, long Total, double? PerSecond, double? SecondsLeft);
