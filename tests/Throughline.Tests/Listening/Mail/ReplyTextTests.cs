using Throughline.Listening.Mail;

namespace Throughline.Tests.Listening.Mail;

/// <summary>Plain bodies as mail programs write them, in many languages; all made up for this project.</summary>
public sealed class ReplyTextTests
{
    const string Words = "Terrible. I waited 40 minutes.";

    public static TheoryData<string> Histories =>
    [
        "On Mon, Jan 6, 2025 at 9:00 AM Acme Care <cx+a1@acme.example> wrote:\n\n> How was it?\n> Tell us.\n",
        "On Mon, Jan 6, 2025 at 9:00 AM Acme Customer Experience Team <\ncx+a1@acme.example> wrote:\n\n> How was it?\n",
        "On Monday, January 6, 2025 at 09:00:00 AM GMT+1, Acme Care <cx@acme.example>\nwrote:\n\nHow was it?\nTell us.\n",
        "On Jan 6, 2025, at 9:00 AM, Acme Care <cx@acme.example> wrote:\n\n\n> How was it?",
        "On 06/01/2025 09:00, Acme Care wrote:\n> How was it?\n",
        "On 2025-01-06 09:00, Acme Care wrote:\n> How was it?\n",
        "On Mon, 06 Jan 2025, Acme Care\n<cx@acme.example> wrote:\n\nHow was it?",
        "Acme Care <cx@acme.example> wrote:\n> How was it?\n",
        "Acme Care wrote:\n> How was it?\n",
        "Acme Care <cx@acme.example> writes:\n\n> How was it?\n",
        "---- On Mon, 06 Jan 2025 09:00:00 +0100 Acme Care <cx@acme.example> wrote ----\n\nHow was it?\n",
        "At 2025-01-06 09:00:00, \"Acme Care\" <cx@acme.example> wrote:\n>How was it?\n",
        "Am Mo., 6. Jan. 2025 um 09:00 Uhr schrieb Acme Care <cx@acme.example>:\n\n> Wie war es?\n",
        "Am 06.01.2025 um 09:00 schrieb Acme Care:\n> Wie war es?\n",
        "Le lun. 6 janv. 2025 à 09:00, Acme Care <cx@acme.example> a écrit :\n\n> Alors ?\n",
        "Le 06/01/2025 à 09:00, Acme Care a écrit :\n> Alors ?\n",
        "El lun, 6 ene 2025 a las 9:00, Acme Care (<cx@acme.example>) escribió:\n\n> ¿Qué tal?\n",
        "Em seg., 6 de jan. de 2025 às 09:00, Acme Care <cx@acme.example>\nescreveu:\n\n> Como foi?\n",
        "Il giorno lun 6 gen 2025 alle ore 09:00 Acme Care <cx@acme.example> ha\nscritto:\n\n> Com'è andata?\n",
        "Op ma 6 jan 2025 om 09:00 schreef Acme Care <cx@acme.example>:\n\n> Hoe was het?\n",
        "Den mån 6 jan. 2025 kl 09:00 skrev Acme Care <cx@acme.example>:\n\n> Hur var det?\n",
        "man. 6. jan. 2025 kl. 09.00 skrev Acme Care <cx@acme.example>:\n\n> Hvordan var det?\n",
        "pon., 6 sty 2025 o 09:00 Acme Care <cx@acme.example> napisał(a):\n\n> Jak było?\n",
        "пн, 6 янв. 2025 г. в 09:00, Acme Care <cx@acme.example>:\n\n> Как прошло?\n",
        "Понедельник, 6 января 2025, 9:00 +03:00 от Acme Care <cx@acme.example>:\n\nКак прошло?\n",
        "Acme Care <cx@acme.example>, 6 Oca 2025 Pzt, 09:00 tarihinde şunu yazdı:\n\n> Nasıldı?\n",
        "Acme Care <cx@acme.example> 于2025年1月6日周一 09:00写道：\n\n> 怎么样？\n",
        "在 2025年1月6日，上午9:00，Acme Care <cx@acme.example> 写道：\n\n> 怎么样？\n",
        "在 2025-01-06 09:00:00，\"Acme Care\" <cx@acme.example> 写道：\n怎么样？\n",
        "Acme Care <cx@acme.example> 於 2025年1月6日 週一 上午9:00寫道：\n\n> 如何？\n",
        "2025年1月6日(月) 9:00 Acme Care <cx@acme.example>:\n\n> いかがでしたか\n",
        "2025년 1월 6일 (월) 오전 9:00, Acme Care <cx@acme.example>님이 작성:\n\n> 어땠나요?\n",
        "في الاثنين، 6 يناير 2025 في 9:00 ص تمت كتابة ما يلي بواسطة ‪Acme Care‬‏ <‪cx@acme.example‬‏>:‬\n\n> كيف كانت؟\n",
        "Acme Care <cx@acme.example> 於 2025年1月6日 週一 09:00\n寫道：\n\n> 如何？\n",
        "On Mon, Jan 6, 2025 at 9:00 AM, Acme Customer\nExperience and Support Team\n<cx+abcdef@acme.example> wrote:\n\n> How was it?",
        "در دوشنبه ۶ ژانویه ۲۰۲۵ ساعت ۹:۰۰، Acme Care <cx@acme.example>\nنوشته است:\n\n> چطور بود؟\n",
        "كتب Acme Care <cx@acme.example> في ٦ يناير ٢٠٢٥:\n> كيف كانت؟\n",
        "في ٦ يناير ٢٠٢٥، الساعة ٩:٠٠ ص، كتب Acme Care <cx@acme.example>:\n\nكيف كانت؟\n",
        "در تاریخ دوشنبه ۶ ژانویهٔ ۲۰۲۵،‏ ۹:۰۰ Acme Care <‪cx@acme.example‬‏> نوشت:\n\n> چطور بود؟\n",
        "در ۱۴۰۳/۱۰/۱۷، ساعت ۹:۰۰، Acme Care نوشت:\n> چطور بود؟\n",
        "‫בתאריך יום ב׳, 6 בינו׳ 2025 ב-9:00 מאת ‪Acme Care‬‏ <‪cx@acme.example‬‏>:‬\n\n> איך היה?\n",
        "-----Original Message-----\nFrom: Acme Care [mailto:cx@acme.example]\nSent: Monday, January 6, 2025 9:00 AM\nTo: Sara\nSubject: How was it?\n\nTell us.\n",
        "________________________________\nFrom: Acme Care <cx@acme.example>\nSent: Monday, January 6, 2025 9:00 AM\nTo: Sara <sara@example.com>\nSubject: How was it?\n\nTell us.\n",
        "From: Acme Care <cx@acme.example>\nDate: Monday, 6 January 2025 at 09:00\nTo: Sara <sara@example.com>\nSubject: How was it?\nTell us.\n",
        " ------------------------------\n\n*From:* Acme Care <cx@acme.example>\n*Sent:* Monday, January 6, 2025 9:00 AM\n*To:* Sara\n*Subject:* How was it?\n\nTell us.",
        "-------- Original message --------\nFrom: Acme Care <cx@acme.example>\nDate: 06/01/2025 09:00 (GMT+01:00)\nTo: sara@example.com\nSubject: How was it?\n\nTell us.",
        "Von: Acme Care <cx@acme.example>\nGesendet: Montag, 6. Januar 2025 09:00\nAn: Sara\nBetreff: Wie war es?\n\nBitte sagen Sie es uns.",
        "De : Acme Care <cx@acme.example>\nEnvoyé : lundi 6 janvier 2025 09:00\nÀ : Sara\nObjet : Alors ?\n\nDites-nous.",
        "De: Acme Care <cx@acme.example>\nEnviado el: lunes, 6 de enero de 2025 9:00\nPara: Sara\nAsunto: ¿Qué tal?\n\nCuéntenos.",
        "发件人: Acme Care <cx@acme.example>\n发送时间: 2025年1月6日 9:00\n收件人: Sara\n主题: 怎么样？\n\n请告诉我们。",
        "------------------ 原始邮件 ------------------\n发件人: \"Acme Care\" <cx@acme.example>;\n发送时间: 2025年1月6日(星期一) 上午9:00\n收件人: \"Sara\"<sara@example.com>;\n主题: 怎么样？\n\n请告诉我们。",
        "---- 回复的原邮件 ----\n| 发件人 | Acme Care<cx@acme.example> |\n| 日期 | 2025年01月06日 09:00 |\n| 收件人 | Sara<sara@example.com> |\n| 主题 | 怎么样 |\n请告诉我们。",
        "寄件者: Acme Care <cx@acme.example>\n寄件日期: 2025年1月6日 上午 9:00\n收件者: Sara\n主旨: 如何？\n\n請告訴我們。",
        "من: Acme Care <cx@acme.example>\nتم الإرسال: الاثنين، 6 يناير 2025 9:00 ص\nإلى: Sara\nالموضوع: كيف كانت؟\n\nأخبرنا.",
        "از: Acme Care <cx@acme.example>\nتاریخ: دوشنبه ۶ ژانویه ۲۰۲۵\nبه: Sara\nموضوع: چطور بود؟\n\nبه ما بگویید.",
        "##- Please type your reply above this line -##\n\nYour request (123) has been updated.",
        "Begin forwarded message:\n\nFrom: Acme Care <cx@acme.example>\nSubject: How was it?\nDate: 6 January 2025 at 09:00:00 CET\nTo: sara@example.com\n\nTell us.",
        "> How was it?\n> Tell us.\n",
        "",
    ];

    [Theory]
    [MemberData(nameof(Histories))]
    public void The_earlier_mail_below_an_answer_is_taken_out(string history)
    {
        Assert.Equal(Words, ReplyText.Of($"{Words}\n\n{history}"));
        Assert.Equal(Words, ReplyText.Of($"{Words}\r\n\r\n{history.ReplaceLineEndings("\r\n")}"));
        Assert.Equal(Words, ReplyText.Of($"{Words}\n{history}"));
        Assert.Equal(Words, ReplyText.Of($"{Words}\n\nSent from my iPhone\n\n{history}"));
    }

    [Theory]
    [InlineData("On your remote host you can run:\n\n     telnet\n\nThat is all.")]
    [InlineData("On Monday I called twice.\nThe agent wrote down the wrong number:\n12345")]
    [InlineData("Here is another\n\nSent from my desk, is much easier then my mobile phone.")]
    [InlineData("I sent from my phone a photo of the box.\nIt never arrived.")]
    [InlineData("My flight:\nFrom: Berlin\nTo: Paris\nDate: 3 May\nIt was late.")]
    [InlineData("Three things:\n- slow\n- rude\n- expensive")]
    [InlineData("One: fine.\n\n- And another one")]
    [InlineData("The -- dashes -- stay.")]
    [InlineData("a = b\n***\nnext part, with more words")]
    [InlineData("你们的客服在电话里说：\n不能退款")]
    [InlineData("كتبت لكم ثلاث مرات:\nلا جواب")]
    [InlineData("این را برایتان نوشتم:\nجواب ندادید")]
    [InlineData("从手机上下单后，没有发货，太慢了。")]
    [InlineData("Best regards,\nSara")]
    public void What_the_writer_wrote_stays(string body) => Assert.Equal(body, ReplyText.Of(body));

    [Fact]
    public void Answers_between_and_below_quotes_stay()
    {
        Assert.Equal("Hi,\n\nToo slow.\n\nNo, never.\n\nSara", ReplyText.Of(
            "Hi,\n\nOn Mon, Jan 6, 2025 at 9:00 AM Acme <cx@acme.example> wrote:\n\n> How was it?\n\nToo slow.\n\n> Would you come again?\n> Tell us.\n\nNo, never.\n\nSara\n"));
        Assert.Equal("Below.", ReplyText.Of("Am 06.01.2025 um 09:00 schrieb Acme:\n> Wie war es?\n>\n> Danke\n\nBelow.\n\n-- \nSara"));
        Assert.Equal("Yes\nNo", ReplyText.Of("> Good?\nYes\n> Again?\nNo"));
    }

    [Theory]
    [InlineData("-- \nSara Smith\nHead of things")]
    [InlineData("--\nSara")]
    [InlineData("—\nSara")]
    [InlineData("-Sara Smith")]
    [InlineData("Sent from my iPhone")]
    [InlineData("Sent from my Verizon Wireless BlackBerry")]
    [InlineData("Sent from my Samsung Galaxy smartphone.")]
    [InlineData("Sent from Mail for Windows")]
    [InlineData("Sent from Outlook for iOS<https://aka.ms/o0ukef>")]
    [InlineData("Get Outlook for Android<https://aka.ms/AAb9ysg>")]
    [InlineData("Sent from Yahoo Mail for iPhone")]
    [InlineData("Sent from Yahoo Mail. Get the app")]
    [InlineData("Sent from my T-Mobile 4G LTE Device")]
    [InlineData("Sent with Proton Mail secure email.")]
    [InlineData("Sent from my iPhone. Please excuse brevity and typos.")]
    [InlineData("Von meinem iPhone gesendet")]
    [InlineData("Gesendet von Outlook für Android")]
    [InlineData("Envoyé de mon iPhone")]
    [InlineData("Enviado desde mi iPhone")]
    [InlineData("Enviado do meu iPhone")]
    [InlineData("Inviato da iPhone")]
    [InlineData("Verstuurd vanaf mijn iPhone")]
    [InlineData("Отправлено с iPhone")]
    [InlineData("发自我的 iPhone")]
    [InlineData("發自我的 iPhone")]
    [InlineData("发自我的华为手机")]
    [InlineData("从 Windows 版邮件发送")]
    [InlineData("发自网易邮箱手机版")]
    [InlineData("来自我的小米手机")]
    [InlineData("iPhoneから送信")]
    [InlineData("나의 iPhone에서 보냄")]
    [InlineData("مُرسل من الـ iPhone")]
    [InlineData("أُرسلت من الـ iPhone الخاص بي")]
    [InlineData("ارسال شده از آیفون من")]
    [InlineData("نُشرت\n\n-- \nسارة")]
    [InlineData("_______________________________________________\nAcme-users mailing list\nAcme-users@acme.example\nhttps://acme.example/listinfo")]
    [InlineData("--\nYou received this message because you are subscribed to the Google Groups \"Acme\" group.\nTo unsubscribe from this group, send an email to x@y.example.")]
    [InlineData("---\nThis email has been checked for viruses by Avast antivirus software.\nwww.avast.com")]
    [InlineData("")]
    public void Signatures_device_lines_and_footers_are_taken_out(string ending)
    {
        var expected = ending.StartsWith("نُشرت", StringComparison.Ordinal) ? $"{Words}\n\nنُشرت" : Words;
        Assert.Equal(expected, ReplyText.Of($"{Words}\n\n{ending}\n"));
        Assert.Equal(expected, ReplyText.Of($"{Words}\n\n{ending}\n\nOn Mon, Jan 6, 2025 at 9:00 AM Acme <cx@acme.example> wrote:\n> How was it?\n"));
    }
}
