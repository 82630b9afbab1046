using System.Diagnostics;
using Throughline.Language.Languages;

namespace Throughline.Bench;

/// <summary>Telling the language of texts of about 100 characters, one thread, four languages and a fifth in turn.</summary>
sealed class LanguageScenario : Scenario
{
    const int Texts = 5_000;

    static readonly string[] s_beginnings =
    [
        "The parcel arrived two days late and nobody answered the phone when I called the shop, order ",
        "غذا خیلی سرد بود و پیک دیر رسید و هیچکس تلفن پشتیبانی را جواب نمی‌داد، شماره سفارش من این است ",
        "الطلب تأخر يومين ولا أحد يرد على الهاتف والخدمة سيئة جدا هذا رقم الطلب الذي لم يصلني حتى الآن ",
        "快递晚了两天才送到，打电话客服一直没有人接，包装也破了，东西少了一件，要求退款，订单号是这个，请尽快处理，谢谢，不然我要投诉，下次不会再买了，真的很失望，服务态度太差，等了很久，都没有回复我，号码是",
        "Le colis est arrivé avec deux jours de retard et personne ne répond au téléphone, commande numéro ",
    ];

    public override string Name => "language";

    public override string Question => "Of how many texts of about 100 characters is the language told in a second on one core, and what is allocated for each?";

    public override Task RunAsync(Report report, bool quick)
    {
        string[] texts = [.. Enumerable.Range(0, Texts).Select(i => s_beginnings[i % s_beginnings.Length] + i)];
        var rounds = quick ? 5 : 40;
        var told = Tell(texts, 20); // until the machine code is the fast one
        var (best, allocated) = (double.MaxValue, long.MaxValue);
        for (var turn = 0; turn < 5; turn++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var clock = Stopwatch.GetTimestamp();
            told += Tell(texts, rounds);
            best = Math.Min(best, Stopwatch.GetElapsedTime(clock).TotalSeconds);
            allocated = Math.Min(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        report.Add("texts a second, best of five", $"{rounds * texts.Length / best:N0} (mean {texts.Average(text => text.Length):0} characters, {told} told)");
        report.Add("bytes allocated for a text", $"{(double)allocated / (rounds * texts.Length):0.000}");
        return Task.CompletedTask;
    }

    static int Tell(string[] texts, int rounds)
    {
        var told = 0;
        for (var round = 0; round < rounds; round++)
        {
            foreach (var text in texts)
            {
                told += LanguageIdentifier.Of(text).Probability > 0.5 ? 1 : 0;
            }
        }

        return told;
    }
}
