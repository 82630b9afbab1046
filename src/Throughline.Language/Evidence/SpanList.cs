using Throughline.Language.Normal;

namespace Throughline.Language.Evidence;

/// <summary>Makes ranges of the original out of words of the normal text: neighbours and what overlaps become one; strongest first.</summary>
sealed class SpanList
{
    EvidenceSpan[] _spans = new EvidenceSpan[64];
    SourceRange[] _ranges = new SourceRange[64];
    EvidencePiece[] _ordered = new EvidencePiece[64];

    /// <summary>The ranges of some words.</summary>
    public ReadOnlySpan<SourceRange> Of(ReadOnlySpan<char> original, NormalText text, ReadOnlySpan<EvidencePiece> pieces)
    {
        if (_spans.Length < pieces.Length)
        {
            var length = pieces.Length * 2;
            (_spans, _ranges, _ordered) = (new EvidenceSpan[length], new SourceRange[length], new EvidencePiece[length]);
        }

        var ordered = _ordered.AsSpan(0, pieces.Length);
        pieces.CopyTo(ordered);
        ordered.Sort(static (one, other) => one.Start.CompareTo(other.Start));
        var count = 0;
        var end = -1;
        foreach (var piece in ordered)
        {
            var range = text.Source(original, piece.Start, piece.End);
            var isNeighbour = count > 0 && (piece.Start == end || piece.Start == end + 1 && text.Units[end] == ' ');
            if (isNeighbour || count > 0 && range.Start < _spans[count - 1].Range.End)
            {
                var before = _spans[count - 1];
                _spans[count - 1] = new EvidenceSpan(new SourceRange(Math.Min(before.Range.Start, range.Start), Math.Max(before.Range.End, range.End)), before.Adds + piece.Adds);
            }
            else
            {
                _spans[count++] = new EvidenceSpan(range, piece.Adds);
            }

            end = piece.End;
        }

        _spans.AsSpan(0, count).Sort(static (one, other) => one.Adds != other.Adds ? other.Adds.CompareTo(one.Adds) : one.Range.Start.CompareTo(other.Range.Start));
        for (var i = 0; i < count; i++)
        {
            _ranges[i] = _spans[i].Range;
        }

        return _ranges.AsSpan(0, count);
    }

    readonly record struct EvidenceSpan(SourceRange Range, double Adds);
}
