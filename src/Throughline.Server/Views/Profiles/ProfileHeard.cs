using System.Globalization;
using System.Text.Json;
using Throughline.Contracts;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;
using Throughline.Profiles.Reading;
using Throughline.Profiles.Timelines;
using Throughline.Understanding.Voices;

namespace Throughline.Server.Views.Profiles;

/// <summary>What a customer thinks, from their newest answers, and what they do, from counts. Neither is chosen among claims: it was said, or done.</summary>
sealed class ProfileHeard(SignalLog log, TimelineIndex index, ProfileTimeline timeline)
{
    /// <summary>
    /// So many answered signals of each source are looked at for the newest answer to each question: one first, since most answer all
    /// questions at once and every row that lies elsewhere in the log costs some milliseconds, then more where an answer is missing.
    /// </summary>
    static readonly int[] _looked = [1, 3, 21];

    const int MostCounts = 50;

    /// <summary>The newest answer to each question.</summary>
    public async Task<IReadOnlyList<ValueView>> AnswersAsync(
        IReadOnlyList<ProfileRecord> held, IReadOnlyList<TimelineRecord> records, IReadOnlyList<FormCount> forms, CatalogueContents catalogue, Asking asking, CancellationToken cancellation)
    {
        var numbers = held.ToDictionary(record => (record.SourceId, record.Customer), record => record.Number);
        var answers = new Dictionary<int, ValueView>();
        foreach (var source in forms.Where(form => form.Form.Answered).Select(form => form.Form.SourceId).Distinct().Order())
        {
            List<TimelineRecord> own = [.. records.Where(record => record.SourceId == source)];
            var asked = catalogue.QuestionsOf(source).Where(question => asking.Allows(source, Part.Of(question))).Select(question => question.Id).ToList();
            TimelinePlace? place = null;
            foreach (var many in _looked)
            {
                var places = index.Page(own, place, many, long.MaxValue, form => form.Answered);
                foreach (var row in await timeline.ReadAsync(own, places, asking, isRead: false, cancellation))
                {
                    Add(row);
                }

                if (places.Count < many || asked.TrueForAll(answers.ContainsKey))
                {
                    break;
                }

                place = new TimelinePlace(places[^1].At, places[^1].Seq);
            }
        }

        return [.. answers.Values.OrderBy(one => one.QuestionId)];

        void Add(Verbatim row)
        {
            foreach (var answer in row.Answers)
            {
                if (!answers.ContainsKey(answer.QuestionId) && catalogue.FindQuestion(answer.QuestionId) is { } question)
                {
                    answers.Add(answer.QuestionId, new ValueView("answer", null, question.Id, question.Label, AttributeKind.Attitudinal,
                        answer.Value.ToString("0.####", CultureInfo.InvariantCulture), row.Source.Name, numbers.TryGetValue((row.Source.Id, row.Customer!), out var number) ? number : null,
                        row.OccurredAt, null, log.Uses.PurposesOf(row.Source.Id, Part.Of(question)), false, null));
                }
            }
        }
    }

    /// <summary>How often what was done, by name where it has one that may be shown, else by the kind of signal; the most frequent first.</summary>
    public IReadOnlyList<ValueView> Counts(IReadOnlyList<FormCount> forms, CatalogueContents catalogue, Asking asking) =>
    [
        .. forms.Where(one => catalogue.FindSource(one.Form.SourceId) is not null)
            .GroupBy(one => (one.Form.SourceId, Name: one.Form.Activity is { } activity && asking.Takes(one.Form.SourceId, Part.Activity)
                ? activity
                : JsonNamingPolicy.SnakeCaseLower.ConvertName(one.Form.Kind.ToString())))
            .Select(one => (one.Key.SourceId, one.Key.Name, Count: one.Sum(form => form.Count), Last: one.Max(form => form.LastAt)))
            .OrderByDescending(one => one.Count).ThenBy(one => one.Name, StringComparer.Ordinal).ThenBy(one => one.SourceId).Take(MostCounts)
            .Select(one => new ValueView("count", null, null, one.Name, AttributeKind.Behavioural, one.Count.ToString(CultureInfo.InvariantCulture),
                catalogue.FindSource(one.SourceId)!.Name, null, DateTime.UnixEpoch.AddMicroseconds(one.Last), null, log.Uses.PurposesOf(one.SourceId, Part.Activity), false, null)),
    ];
}
