using Throughline.Language.Features;
using Throughline.Language.Models;
using Throughline.Language.Normal;
using Throughline.Language.Words;

namespace Throughline.Language.Topics;

/// <summary>Which part of a text speaks most for a head: the run of words whose features add most to its margin (Kadane's sum). For one thread at a time.</summary>
sealed class HeadEvidence(TextClassifier model)
{
    readonly FeatureCounts _counts = new(model.Features);
    float[] _weights = new float[512]; // of each unit

    /// <summary>The units from the first to behind the last; null when nothing speaks for it.</summary>
    public (int Start, int End)? Of(ReadOnlySpan<char> normal, int head)
    {
        _counts.Read(normal);
        var text = _counts.Text;
        if (_weights.Length < text.Length)
        {
            _weights = new float[text.Length * 2];
        }

        Array.Clear(_weights, 0, text.Length);
        var sink = new Sink(model, head, _counts, _weights);
        FeatureScan.Run(model.Features, text, _counts.Tokens, _counts.Negations, ref sink);

        float best = 0, sum = 0;
        int from = 0, start = -1, end = -1;
        foreach (var token in _counts.Tokens.All)
        {
            var weight = 0f;
            for (var unit = token.Start; unit < token.End; unit++)
            {
                weight += _weights[unit];
                if (token.Kind == TokenKind.Han)
                {
                    Step(weight, unit, unit + 1);
                    weight = 0;
                }
            }

            if (token.Kind != TokenKind.Han)
            {
                Step(weight, token.Start, token.End);
            }
        }

        return start < 0 ? null : (start, end);

        void Step(float weight, int first, int after)
        {
            from = sum <= 0 ? first : from;
            sum = Math.Max(sum, 0) + weight;
            if (sum > best)
            {
                (best, start, end) = (sum, from, after);
            }
        }
    }

    readonly struct Sink(TextClassifier model, int head, FeatureCounts counts, float[] weights) : IFeatureSink
    {
        /// <summary>What a feature counts, shared evenly by its occurrences and by the units of each.</summary>
        public void Add(int feature, int start, int end)
        {
            if (model.Idf[feature] == 0)
            {
                return;
            }

            var times = counts.Counts[counts.IndexOf(feature)];
            var each = model.Interleaved[(feature * model.Planes.Length) + head] * FeatureWeight.Often(times) / times / (end - start);
            for (var unit = start; unit < end; unit++)
            {
                weights[unit] += each;
            }
        }
    }
}
