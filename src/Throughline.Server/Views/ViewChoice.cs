using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;

namespace Throughline.Server.Views;

/// <summary>
/// Chooses what a page shows when its address says nothing: the company's own source before the demo's, the result with the most
/// answers, and the newest stretch of time that can be compared with an equal one before.
/// </summary>
sealed class ViewChoice(SignalLog log)
{
    /// <summary>Spans of days that are tried, from short to long; the first with enough answers on both sides is taken.</summary>
    static readonly int[] Spans = [28, 91, 182, 365];

    const int EnoughAnswers = 300;

    /// <summary>The choice; null while there are no scores at all.</summary>
    public DefaultView? Choose(DuckConnection connection)
    {
        var contents = log.Catalogue.Contents;
        var counted = log.Uses.Allowed(Use.Pulse, contents.Questions.Where(q => q.Role == QuestionRole.Outcome))
            .Select(q => (Question: q, Source: contents.FindSource(q.SourceId)!))
            .OrderBy(q => q.Source.Demo).ThenBy(q => Rank(q.Question)).ThenBy(q => q.Question.Id)
            .ToList();
        var best = counted.FirstOrDefault(q => !q.Source.Demo && HasAnswers(connection, q.Question));
        best = best.Question is null ? counted.FirstOrDefault(q => HasAnswers(connection, q.Question)) : best;
        return best.Question is null ? null : For(connection, best.Source, best.Question);
    }

    /// <summary>The period to look at one question.</summary>
    public static DefaultView For(DuckConnection connection, Source source, Question question)
    {
        if (!source.HasTime)
        {
            return new DefaultView(source.Id, question.Id, null, null);
        }

        var score = SignalWhere.Column(question);
        using var reader = connection.Query($"""
            SELECT min(occurred_at), max(occurred_at) FROM signal WHERE source_id = $source AND {score} IS NOT NULL
            """, ("source", source.Id));
        if (!reader.Read() || reader.GetDateTimeOrNull(0) is not { } first || reader.GetDateTimeOrNull(1) is not { } last)
        {
            return new DefaultView(source.Id, question.Id, null, null);
        }

        var from = DateOnly.FromDateTime(first);
        var to = DateOnly.FromDateTime(last);
        foreach (var days in Spans)
        {
            var now = new Period(to.AddDays(1 - days), to);
            if (now.Before().From < from)
            {
                break;
            }

            if (Answers(connection, source, score, now) >= EnoughAnswers && Answers(connection, source, score, now.Before()) >= EnoughAnswers)
            {
                return new DefaultView(source.Id, question.Id, now, now.Before());
            }
        }

        return new DefaultView(source.Id, question.Id, new Period(from, to), null);
    }

    // The score that people know best comes first.
    static int Rank(Question question) => question.Metric switch { Metric.Nps => 0, Metric.Csat => 1, Metric.Mean => 2, Metric.Ces => 3, _ => 4 };

    static bool HasAnswers(DuckConnection connection, Question question) => connection.Scalar<bool>(
        $"SELECT count(*) > 0 FROM (SELECT 1 FROM signal WHERE {SignalWhere.Column(question)} IS NOT NULL LIMIT 1)");

    static long Answers(DuckConnection connection, Source source, string score, Period period) => connection.Scalar<long>($"""
        SELECT count({score}) FROM signal WHERE source_id = $source AND occurred_at >= $from AND occurred_at < $to
        """, ("source", source.Id), ("from", period.Start), ("to", period.End));
}

/// <summary>What a page shows when its address says nothing.</summary>
/// <param name="Source">Id of the source.</param>
/// <param name="Question">Id of the main score.</param>
/// <param name="Period">The days; null for all, or when the source has no time.</param>
/// <param name="Against">The days to compare with; null when there are not enough answers on both sides.</param>
sealed record DefaultView(int Source, int Question, Period? Period, Period? Against);
