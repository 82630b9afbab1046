using System.Buffers;
using System.Globalization;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;

namespace Throughline.Understanding.Learning;

/// <summary>
/// Reads the pairs of score and words out of the log: of each source one outcome question, of customers' own words alone, and only where both may
/// be used for the purpose. Of employees and of conversations none. Bounded: the newest pairs, long texts cut.
/// </summary>
sealed class PairReading(SignalLog log)
{
    const int LongestText = 4_000;

    static readonly SearchValues<char> s_signs = SearchValues.Create(" \t\r\n.,!?،。！");

    /// <summary>How many pairs there are.</summary>
    public Task<long> CountAsync(CancellationToken cancellation) => log.ReadAsync(connection =>
    {
        var count = 0L;
        foreach (var question in Questions(counts: false))
        {
            count += connection.Scalar<long>($"SELECT count(*) FROM signal WHERE {Where(question)}");
        }

        return count;
    }, cancellation);

    /// <summary>The newest pairs, and how many removals of the log were known when they were read.</summary>
    public Task<(IReadOnlyList<ScorePair> Pairs, long Removals)> ReadAsync(CancellationToken cancellation) => log.ReadAsync<(IReadOnlyList<ScorePair>, long)>(connection =>
    {
        using var oneMoment = connection.Begin();
        var removals = connection.Scalar<long>("SELECT count(*) FROM removed");
        var pairs = new List<ScorePair>();
        foreach (var question in Questions(counts: true))
        {
            Read(connection, question, pairs, cancellation);
            if (pairs.Count > LearningOptions.MostPairs)
            {
                pairs = [.. pairs.OrderByDescending(pair => pair.At).Take(LearningOptions.MostPairs)];
            }
        }

        return (pairs, removals);
    }, cancellation);

    /// <summary>How many removals the log knows: what was learnt before the last of them may rest on what is gone.</summary>
    public Task<long> RemovalsAsync(CancellationToken cancellation) => log.ReadAsync(connection => connection.Scalar<long>("SELECT count(*) FROM removed"), cancellation);

    /// <summary>The question of each source that says best whether the customer was pleased. The demo company's stand aside where there are others.</summary>
    List<Question> Questions(bool counts)
    {
        var catalogue = log.Catalogue.Contents;
        using var asking = log.Uses.Ask(Use.Detections, catalogue);
        var hasOwn = catalogue.Sources.Any(source => !source.Demo);
        var questions = new List<Question>();
        foreach (var source in catalogue.Sources.Where(source => !hasOwn || !source.Demo))
        {
            var question = catalogue.QuestionsOf(source.Id).Where(one => one.Role != QuestionRole.Aside && Sides(one) is not null)
                .OrderBy(one => one.Role == QuestionRole.Outcome ? 0 : 1)
                .ThenBy(one => one.Metric switch { Metric.Nps => 0, Metric.Csat => 1, Metric.Mean => 2, Metric.Share => 3, _ => 4 }).ThenBy(one => one.Id).FirstOrDefault();
            if (question is not null && (counts ? asking.Takes(source.Id, Part.Text) & asking.Takes(source.Id, Part.Of(question))
                : asking.Allows(source.Id, Part.Text) && asking.Allows(source.Id, Part.Of(question))))
            {
                questions.Add(question);
            }
        }

        return questions;
    }

    static void Read(DuckConnection connection, Question question, List<ScorePair> pairs, CancellationToken cancellation)
    {
        using var reader = connection.Query(string.Create(CultureInfo.InvariantCulture, $"""
            SELECT left(text, {LongestText}), {SignalWhere.Column(question)}, occurred_at, CASE WHEN customer IS NULL THEN 0::BIGINT ELSE (hash(customer, source_id) >> 1)::BIGINT END, language
            FROM signal WHERE {Where(question)} ORDER BY occurred_at DESC, seq DESC LIMIT {LearningOptions.MostPairs}
            """));
        while (reader.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            var score = reader.GetDouble(1);
            var text = ScoreWords.Without(reader.GetString(0), score);
            if (!text.AsSpan().ContainsAnyExcept(s_signs))
            {
                continue; // nothing but its score
            }

            pairs.Add(new ScorePair(text, IsPositive(question, score), reader.GetDateTime(2), (ulong)reader.GetInt64(3), CustomersWords.LanguageOf(text, reader.GetStringOrNull(4)), question.SourceId));
        }
    }

    static bool IsPositive(Question question, double score) => (score >= (question.Scale.Min + question.Scale.Max) / 2) != question.Scale.LowIsGood;

    /// <summary>Where the upper side begins and the lower ends; null where the scale has no two sides.</summary>
    static (double Upper, double Lower)? Sides(Question question)
    {
        var (min, max) = (question.Scale.Min, question.Scale.Max);
        return question.Metric == Metric.Nps ? (9, 6) : max > min ? (max - ((max - min) / 4), min + ((max - min) / 4)) : null;
    }

    static string Where(Question question)
    {
        var (upper, lower) = Sides(question)!.Value;
        var score = SignalWhere.Column(question);
        return string.Create(CultureInfo.InvariantCulture,
            $"source_id = {question.SourceId} AND {CustomersWords.Written} AND {score} IS NOT NULL AND ({score} >= {upper:R} OR {score} <= {lower:R})");
    }
}
