using System.Globalization;
using System.Runtime.InteropServices;
using Throughline.Contracts;

namespace Throughline.Listening.Imports;

/// <summary>64 bits over what a signal says, to tell a repeat from another record under the same id.</summary>
/// <remarks>
/// Stable over processes and machines. Not cryptographic: two different contents under one id agree by chance once in 2^64.
/// Left out: the id itself, the row of the file, and the time when it is only the time of receipt.
/// </remarks>
public static class ContentHash
{
    /// <summary>The hash.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="timeIsReceipt">True when its time is the time of receipt and therefore no content.</param>
    public static ulong Of(Signal signal, bool timeIsReceipt)
    {
        var hash = new Mix();
        hash.Add(((ulong)signal.Kind << 8) | (ulong)signal.Mode);
        hash.Add(timeIsReceipt ? 0 : (ulong)signal.OccurredAt.Ticks);
        hash.Add(signal.RecordKey);
        hash.Add(signal.Touchpoint);
        hash.Add(signal.Channel);
        hash.Add(signal.Language);
        hash.Add(signal.Text);
        hash.Add(signal.Rest);
        hash.Add((ulong)signal.Identifiers.Count);
        foreach (var identifier in signal.Identifiers)
        {
            hash.Add(identifier.Namespace);
            hash.Add(identifier.Value);
        }

        hash.Add((ulong)signal.Answers.Count);
        foreach (var answer in signal.Answers)
        {
            hash.Add((ulong)answer.QuestionId);
            hash.Add(BitConverter.DoubleToUInt64Bits(answer.Value));
        }

        hash.Add((ulong)signal.Attributes.Count);
        foreach (var attribute in signal.Attributes)
        {
            hash.Add((ulong)attribute.AttributeId);
            hash.Add(attribute.Value);
        }

        return hash.Value;
    }

    /// <summary>The hash as 16 hexadecimal digits.</summary>
    public static string Write(ulong hash) => hash.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>Multiplies each 64-bit word to 128 bits and folds them, so that every bit of the word reaches every bit of the state.</summary>
    struct Mix()
    {
        const ulong First = 0x9E3779B97F4A7C15; // 2^64 divided by the golden ratio
        const ulong Second = 0xD1B54A32D192ED03;

        public ulong Value { get; private set; } = First;

        public void Add(ulong word)
        {
            var high = Math.BigMul(Value ^ word, First, out var low);
            Value = (high ^ low) + Second;
        }

        public void Add(string? text)
        {
            if (text is null)
            {
                Add(ulong.MaxValue);
                return;
            }

            Add((ulong)text.Length);
            var bytes = MemoryMarshal.AsBytes(text.AsSpan());
            var words = MemoryMarshal.Cast<byte, ulong>(bytes);
            foreach (var word in words)
            {
                Add(word);
            }

            ulong tail = 0;
            foreach (var rest in bytes[(words.Length * 8)..])
            {
                tail = (tail << 8) | rest;
            }

            Add(tail);
        }
    }
}
