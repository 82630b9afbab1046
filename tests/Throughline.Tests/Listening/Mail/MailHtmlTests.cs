using System.Text;
using Throughline.Listening.Mail;

namespace Throughline.Tests.Listening.Mail;

/// <summary>Pages as mail programs write them; all made up for this project.</summary>
public sealed class MailHtmlTests
{
    const string Words = "Terrible. I waited 40 minutes.";

    static string Read(string page) => MailReader.Read(Encoding.UTF8.GetBytes(page), "mail.html").Reply;

    [Theory]
    // Gmail
    [InlineData("<div dir=\"ltr\">W</div><br><div class=\"gmail_quote gmail_quote_container\"><div dir=\"ltr\" class=\"gmail_attr\">On Mon, Jan 6, 2025 at 9:00 AM Acme &lt;<a href=\"mailto:cx@acme.example\">cx@acme.example</a>&gt; wrote:<br></div><blockquote class=\"gmail_quote\" style=\"margin:0 0 0 .8ex\"><div>How was it?</div></blockquote></div>")]
    [InlineData("<div dir=\"ltr\">W<br clear=\"all\"><div><br></div>-- <br><div class=\"gmail_signature\">Sara<br>CEO</div></div><div class=\"gmail_extra\"><br><div class=\"gmail_quote\">On Mon, Jan 6, 2025 at 9:00 AM, Acme <span dir=\"ltr\">&lt;cx@acme.example&gt;</span> wrote:<br><blockquote class=\"gmail_quote\">How was it?</blockquote></div></div>")]
    [InlineData("<div dir=\"ltr\">W</div><div class=\"gmail_quote\"><div class=\"gmail_attr\">---------- Forwarded message ---------<br>From: Acme</div>How was it?</div>")]
    // Apple Mail, iPhone
    [InlineData("<html><body style=\"word-wrap: break-word;\">W<br id=\"lineBreakAtBeginningOfMessage\"><div><br><blockquote type=\"cite\"><div>On 6 Jan 2025, at 9:00, Acme &lt;cx@acme.example&gt; wrote:</div><br><div>How was it?</div></blockquote></div><br></body></html>")]
    [InlineData("<html><body dir=\"auto\">W<br><br><div dir=\"ltr\">Sent from my iPhone</div><div dir=\"ltr\"><br><blockquote type=\"cite\">On 6 Jan 2025, at 9:00, Acme wrote:<br><br></blockquote></div><blockquote type=\"cite\"><div>How was it?</div></blockquote></body></html>")]
    // Outlook for Windows, Outlook on the web, phone
    [InlineData("<html><head><style>p{margin:0}</style></head><body><div class=WordSection1><p class=MsoNormal>W<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in'><p class=MsoNormal><b>From:</b> Acme &lt;cx@acme.example&gt; <br><b>Sent:</b> Monday, January 6, 2025 9:00 AM<br><b>To:</b> Sara<br><b>Subject:</b> How was it?</p></div><p class=MsoNormal>Tell us.</p></div></body></html>")]
    [InlineData("<div style=\"font-family:Calibri\">W</div><div id=\"appendonsend\"></div><hr style=\"display:inline-block;width:98%\" tabindex=\"-1\"><div id=\"divRplyFwdMsg\" dir=\"ltr\"><font><b>From:</b> Acme<br><b>Sent:</b> Monday</font></div><div>Tell us.</div>")]
    [InlineData("<div>W</div><div id=\"ms-outlook-mobile-signature\">Get <a href=\"x\">Outlook for iOS</a></div><hr><div id=\"divRplyFwdMsg\"><b>Von:</b> Acme</div>Tell us.")]
    [InlineData("<div><div>W</div><hr id=\"stopSpelling\">From: acme<br>To: sara<br>How was it?</div>")]
    // Yahoo, Proton, Thunderbird, Zoho, Spark
    [InlineData("<div>W</div><div id=\"yahoo_quoted_7\" class=\"yahoo_quoted\"><div>On Monday, January 6, 2025, Acme wrote:</div><div>How was it?</div></div>")]
    [InlineData("W<br><div class=\"protonmail_signature_block\">Sent with <a>Proton Mail</a> secure email.</div><div class=\"protonmail_quote\">On Monday wrote:<br><blockquote class=\"protonmail_quote\" type=\"cite\">How was it?</blockquote></div>")]
    [InlineData("<p>W</p><div class=\"moz-signature\">-- <br>Sara</div><div class=\"moz-cite-prefix\">Am 06.01.2025 um 09:00 schrieb Acme:<br></div><blockquote type=\"cite\" cite=\"mid:1\">Wie war es?</blockquote>")]
    [InlineData("<div>W</div><div class=\"zmail_extra\">---- On Mon, 06 Jan 2025 Acme wrote ----<br><blockquote>How was it?</blockquote></div>")]
    [InlineData("<div name=\"messageBodySection\">W</div><div name=\"messageSignatureSection\">Sara</div><div name=\"messageReplySection\">On 6 Jan 2025, Acme wrote:<blockquote>How was it?</blockquote></div>")]
    // QQ, NetEase, Foxmail
    [InlineData("<div>W</div><div><!--emptysign--></div><div style=\"font-size:12px;padding:2px 0\">------------------&nbsp;原始邮件&nbsp;------------------</div><div style=\"background:#efefef\"><div><b>发件人:</b>&nbsp;\"Acme\"</div><div><b>发送时间:</b>&nbsp;2025年1月6日</div><div><b>收件人:</b>&nbsp;Sara</div></div><div>请告诉我们</div>")]
    [InlineData("<div>W</div><br><br>在 2025-01-06 09:00:00，\"Acme\" &lt;cx@acme.example&gt; 写道：<br><blockquote id=\"isReplyContent\" style=\"padding-left:1ex\"><div>怎么样？</div></blockquote>")]
    [InlineData("<div>W</div><blockquote style=\"margin-top:0px\"><div style=\"border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0cm 0cm 0cm\"><div><b>发件人：</b> Acme</div></div><div>怎么样？</div></blockquote>")]
    // Right to left
    [InlineData("<div dir=\"rtl\">W</div><br><div class=\"gmail_quote\"><div dir=\"rtl\" class=\"gmail_attr\">‫في الاثنين، 6 يناير 2025 تمت كتابة ما يلي بواسطة ‪Acme‬‏ &lt;‪cx@acme.example‬‏&gt;:‬</div><blockquote class=\"gmail_quote\" dir=\"rtl\">كيف كانت؟</blockquote></div>")]
    public void The_earlier_mail_in_a_page_is_taken_out(string page) =>
        Assert.Equal(Words, Read(page.Replace("W<", $"{Words}<", StringComparison.Ordinal)));

    [Fact]
    public void Answers_between_quotes_of_a_page_stay()
    {
        Assert.Equal("Too slow.\nNo.", Read(
            "<div class=\"gmail_quote\"><div class=\"gmail_attr\">On Mon, Jan 6, 2025 Acme wrote:</div><blockquote class=\"gmail_quote\">How was it?</blockquote><div>Too slow.</div><blockquote class=\"gmail_quote\">Again?</blockquote><div>No.</div></div>"));
        Assert.Equal("Below.", Read("<div class=\"moz-cite-prefix\">On 06.01.2025 Acme wrote:</div><blockquote type=\"cite\">How?</blockquote><p>Below.</p>"));
    }

    [Fact]
    public void Lines_are_as_they_are_seen()
    {
        Assert.Equal("One\n\nTwo & three\nfour\n\n- five\n- six", Read("<p>One</p>\n<p>Two &amp;\n three<br>four</p><ul><li>five</li><li>six</li></ul>"));
        Assert.Equal("One\nTwo\n\nThree", Read("<p class=MsoNormal>One</p><p class=MsoNormal>Two</p><p class=MsoNormal>&nbsp;</p><p class=MsoNormal>Three</p>"));
        Assert.Equal("One\n\nTwo", Read("<div>One</div><div><br></div><div>Two</div>"));
        Assert.Equal("seen", Read("<html><head><title>x</title><style>p{}</style></head><body><div style=\"display: none\">preheader</div>seen<script>no()</script></body></html>"));
    }
}
