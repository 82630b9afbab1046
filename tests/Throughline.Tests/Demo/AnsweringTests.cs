namespace Throughline.Tests.Demo;

public sealed class AnsweringTests
{
    [Fact]
    public void Five_to_ten_per_cent_answer_each_survey()
    {
        var told = Solvane.Told;
        Assert.InRange(told.RelationshipAnswered / (double)told.RelationshipAsked, 0.05, 0.10);
        Assert.InRange(told.ContactsAnswered / (double)told.ContactsAsked, 0.05, 0.10);
    }

    [Fact]
    public void The_asked_and_the_answers_are_all_on_the_log()
    {
        var company = Throughline.Demo.DemoCompany.Create(Solvane.Options(500));
        var stories = company.Customers(Solvane.Ids).ToList();
        var signals = stories.SelectMany(s => s.Signals).ToList();
        var invited = signals.Count(s => Solvane.Value(s, "event") == "survey_invited");
        var asked = signals.Count(s => Solvane.Value(s, "survey_asked") == "yes");
        var answered = signals.Count(s => s.Kind == Contracts.SignalKind.Response);
        Assert.Equal(stories.Sum(s => s.Truth.Asked), invited + asked);
        Assert.Equal(stories.Sum(s => s.Truth.Answered), answered);
    }

    [Fact]
    public void Those_who_answer_praise_more_than_all_who_were_asked()
    {
        var told = Solvane.Told;
        var said = 100.0 * told.AnsweredNet / told.RelationshipAnswered;
        var everyone = 100.0 * told.EveryoneNet / told.RelationshipAsked;
        Assert.InRange(said - everyone, 5, 25);
    }

    [Fact]
    public void The_never_answering_are_many_unhappier_and_silent()
    {
        var never = Solvane.Told.Truths.Where(t => t.NeverAnswers).ToList();
        var others = Solvane.Told.Truths.Where(t => !t.NeverAnswers).ToList();
        Assert.InRange(never.Count / (double)Solvane.Told.Truths.Count, 0.25, 0.5);
        Assert.All(never, t => Assert.Equal(0, t.Answered));
        Assert.InRange(others.Average(t => t.Recommend) - never.Average(t => t.Recommend), 0.2, 1.5);
    }

    [Fact]
    public void English_speakers_answer_more_often_than_Chinese_speakers()
    {
        var languages = Solvane.Told.SignUps
            .Where(s => s.Identifiers[0].Namespace == "customer")
            .ToDictionary(s => s.Identifiers[0].ToString(), s => Solvane.Value(s, "language")!);
        double Share(string language)
        {
            var of = Solvane.Told.Truths.Where(t => languages[t.Customer] == language).ToList();
            return of.Sum(t => t.Answered) / (double)of.Sum(t => t.Asked);
        }

        Assert.True(Share("en") > 1.3 * Share("zh"));
    }
}
