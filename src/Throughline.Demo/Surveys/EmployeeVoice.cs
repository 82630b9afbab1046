using System.Globalization;
using Throughline.Contracts;

namespace Throughline.Demo;

/// <summary>What the teams say about their own work, each month, without a name.</summary>
internal static class EmployeeVoice
{
    const int AnswersAMonth = 4;

    static readonly (string Team, string Language, double Level)[] _teams =
    [
        ("Contact centre, English line", "en", 3.4), ("Contact centre, Arabic line", "ar", 3.3),
        ("Contact centre, Persian line", "fa", 3.3), ("Contact centre, Chinese line", "zh", 2.6),
        ("Shops, Eastmere", "en", 4.0), ("Shops, Solhaven", "en", 3.9), ("Shops, Tarnfield", "en", 4.0),
        ("Shops, Brackwater", "en", 3.8), ("Shops, Lindmoor", "en", 4.1),
        ("Chat", "en", 3.6), ("Web shop and delivery", "en", 3.5), ("Billing", "en", 3.3),
    ];

    public static IReadOnlyList<Signal> Tell(DemoOptions options, Calendar calendar, DemoIds ids)
    {
        var diary = new Diary(ids, calendar);
        for (var team = 0; team < _teams.Length; team++)
        {
            var dice = new Dice(options.Seed, team, Strand.Employees);
            for (var month = options.From; month <= options.Until; month = month.AddMonths(1))
            {
                for (var i = 0; i < AnswersAMonth; i++)
                {
                    diary.Write(Answer(team, month, i, dice));
                }
            }
        }

        return diary.Signals;
    }

    static Entry Answer(int team, DateOnly month, int index, Dice dice)
    {
        var (name, language, level) = _teams[team];
        var settle = AfterContact.Five(level + dice.Normal());
        var systems = AfterContact.Five(level - 0.3 + dice.Normal());
        var key = string.Create(CultureInfo.InvariantCulture, $"team-{team}-{month:yyyyMM}-{index}");
        return new Entry(DemoCatalogue.Employees, SignalKind.Employee, key, Calendar.At(month.AddDays(dice.Below(28)), 7, 19, dice))
        {
            Channel = "web",
            Scores = [(DemoCatalogue.MaySettle, settle), (DemoCatalogue.SystemsHelp, systems)],
            Facts = [(DemoCatalogue.Team, name)],
            Words = dice.Chance(0.6) ? Voice.One(dice, new Speaker(language, Places.Regions[0]), settle + systems >= 7 ? "employee good" : "employee bad") : null,
        };
    }
}
