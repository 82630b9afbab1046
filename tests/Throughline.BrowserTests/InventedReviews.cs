using System.Globalization;
using System.Text;

namespace Throughline.BrowserTests;

/// <summary>
/// A file of reviews of an invented chain of tea houses, the same at every run: 600 good rows over two years and 4 that cannot
/// be used. The overall score stands on 1 to 5, but on 1 to 10 where the column <c>kiosk</c> is filled; 0 in a rating means that
/// nothing was answered; the tea decides most, the staff less, and the tables not at all.
/// </summary>
static class InventedReviews
{
    public const int Rows = 600;
    public const int BadRows = 4;
    public const string FileName = "tea_house_reviews.csv";
    public const string Source = "Tea house reviews";

    /// <summary>Word that stands in many of the English texts.</summary>
    public const string EnglishWord = "saffron";

    /// <summary>Word that stands in many of the Persian texts.</summary>
    public const string PersianWord = "زعفران";

    static readonly string[] Branches = ["Eastmere", "Harbour", "Old Mill", "باغ فردوس"];

    // {0} is a number of minutes, {1} a table, {2} how many came.
    static readonly string[] Good =
    [
        "The saffron tea came after {0} minutes, hot, and the biscuit with it was fresh.",
        "A quiet corner at table {1}, warm bread, and somebody who remembered what the {2} of us drink.",
        "چای زعفران عالی بود و بعد از {0} دقیقه رسید.",
        "کارکنان مهربان بودند و نان تازه بود؛ هر {2} نفر باز هم می‌آییم.",
        "Best saffron rice pudding in town.\nThe {2} of us stayed {0} minutes longer than planned.",
    ];

    static readonly string[] Poor =
    [
        "The saffron tea was cold and nobody came to table {1} when we waved.",
        "Waited {0} minutes, then got the order of table {1}.",
        "چای سرد بود و زعفران آن برای {2} نفر مزه‌ای نداشت.",
        "{0} دقیقه منتظر ماندیم و کسی عذرخواهی نکرد.",
        "Sticky table {1}, lukewarm tea, and the bill for {2} was wrong.",
    ];

    /// <summary>Writes the file into a folder and gives its path.</summary>
    public static string Write(string folder, string name = FileName)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, Text(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return path;
    }

    public static string Text()
    {
        var random = new Random(20260117);
        var first = new DateOnly(2024, 9, 2);
        var csv = new StringBuilder("review_id,date,guest,branch,overall_rating,tea_rating,staff_rating,tables_rating,recommended,kiosk,comment\n");
        for (var i = 0; i < Rows; i++)
        {
            var day = first.AddDays(i * 728 / Rows);
            var (tea, staff, tables) = (Rating(random), Rating(random), Rating(random));
            var overall = Math.Clamp((int)Math.Round(0.62 * tea + 0.3 * staff + 0.08 * 3 + random.NextDouble() * 1.2 - 0.6, MidpointRounding.AwayFromZero), 1, 5);
            var kiosk = random.Next(9) == 0;
            var recommended = overall + random.NextDouble() > 3.4 ? "yes" : "no";
            var model = random.Next(6) == 0 ? "" : (overall >= 4 ? Good : Poor)[random.Next(5)];
            var words = string.Format(CultureInfo.InvariantCulture, model, random.Next(3, 50), random.Next(1, 30), random.Next(2, 7));
            csv.Append(CultureInfo.InvariantCulture, $"T{i:D4},{day:yyyy-MM-dd},guest-{random.Next(140):D3},{Branches[random.Next(Branches.Length)]},")
                .Append(CultureInfo.InvariantCulture, $"{(kiosk ? overall * 2 : overall)},{Answered(random, tea)},{Answered(random, staff)},{Answered(random, tables)},")
                .Append(CultureInfo.InvariantCulture, $"{recommended},{(kiosk ? "K" + random.Next(1, 4) : "")},\"{words}\"\n");
        }

        for (var i = 0; i < BadRows; i++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"B{i},some day in spring,guest-001,Harbour,4,4,4,4,yes,,\"The day of this one was lost.\"\n");
        }

        return csv.ToString();
    }

    static int Rating(Random random) => 1 + Math.Min(4, (int)(5 * Math.Pow(random.NextDouble(), 0.7)));

    static int Answered(Random random, int rating) => random.Next(14) == 0 ? 0 : rating;
}
