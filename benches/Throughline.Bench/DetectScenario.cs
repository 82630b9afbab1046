using System.Diagnostics;
using Throughline.Language.Detecting;

namespace Throughline.Bench;

/// <summary>Detectors on short texts, in memory.</summary>
sealed class DetectScenario : Scenario
{
    static readonly string[] s_languages = ["English", "Arabic", "Persian", "Chinese"];

    static readonly string[][] s_pieces =
    [
        ["the flight was late again", "thank you so much", "I want a refund", "nobody answered my call", "the room had two beds", "we ordered on Monday", "very friendly staff", "how do I reset it", "it stopped working after a week", "see you next summer"],
        ["الطلب تأخر ساعتين", "شكرا جزيلا لكم", "أريد استرداد المبلغ", "محد يرد على الاتصال", "طلبنا وجبتين وعصير", "الموظف محترم جدا", "كيف اقدر اغير الرقم", "وصل يوم الاثنين", "المكان في وسط المدينة", "الأسعار مرتفعة قليلا"],
        ["سفارش خیلی دیر رسید", "ممنون از پیگیری شما", "پولم رو پس بدید", "هیچکس جواب نمی‌ده", "دو تا پیتزا سفارش دادیم", "پیک خوش‌برخورد بود", "چطوری رمز رو عوض کنم", "روز دوشنبه رسید", "طعمش مثل همیشه بود", "قیمتش کمی بالاست"],
        ["送餐太慢了等了一个小时", "非常感谢你们的帮助", "我要申请退款", "客服一直没人接", "昨天点了两份米饭和汤", "服务员态度很热情", "请问怎么修改密码", "周一收到了包裹", "位置在市中心旁边", "价格比以前高了一点"],
    ];

    public override string Name => "detect";

    public override string Question =>
        "Generated texts of about 100 characters in English, Arabic, Persian and Chinese, a quarter each: language, normal form, detectors with spans, by two threads in memory (floor 30,000 texts/s, goal 100,000), and what a text allocates.";

    public override Task RunAsync(Report report, bool quick)
    {
        var texts = Texts(quick ? 20_000 : 200_000);
        report.Add("texts, characters each", $"{texts.Length:N0}, {texts.Average(text => text.Length):F0}");
        var all = DetectorSet.BuiltIn;
        var sixteen = DetectorSet.Only([.. all.Detectors.Take(16).Select(detector => detector.Id)]);
        Measure(report, "16 detectors", sixteen, texts, quick);
        Measure(report, $"{all.Detectors.Count} detectors", all, texts, quick);
        for (var language = 0; language < s_pieces.Length; language++)
        {
            var part = texts.Where((_, i) => i % s_pieces.Length == language).ToArray();
            Run(all, part, 1);
            report.Add($"{all.Detectors.Count} detectors, one thread, {s_languages[language]}: texts/s", $"{part.Length / Seconds(() => Run(all, part, 1)):N0}");
        }

        var reader = all.Reader();
        Allocated(reader, texts);
        report.Add("allocated for each text: bytes", $"{Allocated(reader, texts):F3}");
        return Task.CompletedTask;
    }

    static void Measure(Report report, string what, DetectorSet set, string[] texts, bool quick)
    {
        Run(set, texts, 2);
        var best = 0.0;
        var present = 0L;
        for (var round = 0; round < (quick ? 1 : 3); round++)
        {
            var watch = Stopwatch.StartNew();
            present = Run(set, texts, 2);
            best = Math.Max(best, texts.Length / watch.Elapsed.TotalSeconds);
        }

        report.Add($"{what}, two threads: texts/s", $"{best:N0}");
        report.Add($"{what}: present in a text, mean", $"{(double)present / texts.Length:F2}");
    }

    static long Run(DetectorSet set, string[] texts, int threads)
    {
        var present = 0L;
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, thread =>
        {
            var reader = set.Reader();
            var found = 0;
            for (var i = thread; i < texts.Length; i += threads)
            {
                reader.Read(texts[i], null);
                for (var detector = 0; detector < set.Detectors.Count; detector++)
                {
                    found += reader.Spans(detector).IsEmpty ? 0 : 1;
                }
            }

            Interlocked.Add(ref present, found);
        });
        return present;
    }

    static double Allocated(DetectorReading reader, string[] texts)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var text in texts)
        {
            reader.Read(text, null);
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)texts.Length;
    }

    static string[] Texts(int count)
    {
        var random = new Random(11);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var pieces = s_pieces[i % s_pieces.Length];
            var text = pieces[random.Next(pieces.Length)];
            while (text.Length < 90)
            {
                text += (random.Next(3) == 0 ? ". " : ", ") + pieces[random.Next(pieces.Length)];
            }

            return text;
        })];
    }
}
