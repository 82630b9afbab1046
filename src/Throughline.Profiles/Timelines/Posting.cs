namespace Throughline.Profiles.Timelines;

/// <summary>One signal of a customer, as the index keeps it.</summary>
/// <param name="Key">The customer, see <see cref="CustomerKey"/>.</param>
/// <param name="At">When it happened, microseconds since 1970, UTC.</param>
/// <param name="Seq">Number of the signal in the log.</param>
/// <param name="Form">Number of its <see cref="SignalForm"/>.</param>
readonly record struct Posting(long Key, long At, long Seq, int Form) : IComparable<Posting>
{
    public int CompareTo(Posting other) =>
        Key != other.Key ? Key.CompareTo(other.Key) : At != other.At ? At.CompareTo(other.At) : Seq.CompareTo(other.Seq);
}
