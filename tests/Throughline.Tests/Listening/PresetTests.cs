using System.Text;
using System.Text.Json;
using Throughline.Contracts;
using Throughline.Listening.Files;
using Throughline.Listening.Imports;
using Throughline.Listening.Mappings;
using Throughline.Listening.Mappings.Presets;

namespace Throughline.Tests.Listening;

public sealed class PresetTests : IDisposable
{
    readonly TempFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Every_shipped_preset_is_sound_as_a_mapping()
    {
        Assert.Equal(12, PresetShelf.All.Count);
        foreach (var preset in PresetShelf.All)
        {
            Assert.Empty(MappingCheck.Problems(preset.ForSource("any")));
            Assert.True(preset.Version >= 1 && preset.Title.Length > 0);
            Assert.True(preset.Arrives || preset.Needs.Count > 0, preset.Name);
        }
    }

    [Fact]
    public void A_qualtrics_export_with_three_header_rows_is_recognised_and_its_questions_bear_their_words()
    {
        var rows = string.Concat(Enumerable.Range(0, 40).Select(i =>
            $"2026-01-0{(i % 9) + 1} 08:28:09,2026-01-0{(i % 9) + 1} 08:28:48,0,10.0.0.{i},100,38,1,2026-01-0{(i % 9) + 1} 08:28:48,R_{i:D6},c{i}@x.example,FA,{i % 11},\"The staff of counter {i} were kind, and quick\"\n"));
        var (signals, mapping) = Read("StartDate,EndDate,Status,IPAddress,Progress,Duration (in seconds),Finished,RecordedDate,ResponseId,RecipientEmail,UserLanguage,Q1_NPS,Q2\n"
            + "Anfangsdatum,Enddatum,Antworttyp,IP-Adresse,Stand,Dauer,Beendet,Erfassungsdatum,Antwort-ID,E-Mail,Sprache,\"How likely are you to recommend us,\nfrom 0 to 10?\",What should we do better?\n"
            + "\"{\"\"ImportId\"\":\"\"startDate\"\"}\",\"{\"\"ImportId\"\":\"\"endDate\"\"}\",\"{\"\"ImportId\"\":\"\"status\"\"}\",\"{\"\"ImportId\"\":\"\"ip\"\"}\",\"{\"\"ImportId\"\":\"\"p\"\"}\",\"{\"\"ImportId\"\":\"\"d\"\"}\",\"{\"\"ImportId\"\":\"\"f\"\"}\",\"{\"\"ImportId\"\":\"\"r\"\"}\",\"{\"\"ImportId\"\":\"\"_recordId\"\"}\",\"{\"\"ImportId\"\":\"\"e\"\"}\",\"{\"\"ImportId\"\":\"\"l\"\"}\",\"{\"\"ImportId\"\":\"\"QID1\"\"}\",\"{\"\"ImportId\"\":\"\"QID2_TEXT\"\"}\"\n"
            + rows);
        Assert.Equal("qualtrics@1", mapping.Preset);
        var nps = mapping.Fields.Single(field => field.Column == "Q1_NPS");
        Assert.Equal(("How likely are you to recommend us, from 0 to 10?", Metric.Nps, QuestionRole.Outcome), (nps.Label, nps.Metric, nps.Role));
        Assert.Equal(FieldUse.Text, mapping.Fields.Single(field => field.Column == "Q2").As);
        Assert.Equal(40, signals.Count);
        Assert.Equal(("R_000003", "email:c3@x.example", "fa", 3.0),
            (signals[3].RecordKey, signals[3].Identifiers[0].ToString(), signals[3].Language, signals[3].Answers[0].Value));
        Assert.Contains("10.0.0.3", signals[3].Rest, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("qualtRics-sample.csv")]
    [InlineData("qualtRics-sample_legacy.csv")]
    public void Both_forms_of_the_real_export_hold_the_one_response(string name)
    {
        var (signals, mapping) = Read(Tables.Known(SharedFolder.Require($"data/listening/qualtrics/{name}")));
        var one = Assert.Single(signals);
        Assert.Equal(("qualtrics@1", "R_2YPOQ602ER1jkf1", "Hello World!"), (mapping.Preset, one.RecordKey, one.Text));
        var q1 = mapping.AttributesOf().Select((attribute, i) => (attribute.Name, Id: i + 1)).Single(pair => pair.Name == "Q1");
        Assert.Equal("2", one.Attributes.Single(value => value.AttributeId == q1.Id).Value);
        Assert.Equal(new DateTime(2017, 7, 18, 8, 28, 48, DateTimeKind.Utc), one.OccurredAt);
    }

    [Fact]
    public void A_surveymonkey_export_names_the_choices_of_a_question_after_it()
    {
        var file = Tables.Known(_files.Write("""
            Respondent ID,Collector ID,Date Created,Date Modified,IP Address,Email Address,First Name,Last Name,How satisfied are you with us?,Which did you use?,,What else?
            ,,,,,,,,Response,Web,App,Open-Ended Response
            11,7,07/18/2025 08:28:09,07/18/2025 08:29:00,10.0.0.1,a@x.example,A,B,5,Web,,All was fine and quick
            12,7,07/19/2025 08:28:09,07/19/2025 08:29:00,10.0.0.2,b@x.example,A,B,1,,App,The queue was far too long
            13,7,07/28/2025 08:28:09,07/28/2025 08:29:00,10.0.0.3,c@x.example,A,B,4,Web,App,

            """ + string.Concat(Enumerable.Range(20, 20).Select(i =>
                $"{i},7,07/1{i % 10}/2025 08:28:09,07/1{i % 10}/2025 08:29:00,10.0.0.3,m{i}@x.example,A,B,{(i % 5) + 1},Web,,\n"))));
        Assert.Equal(["How satisfied are you with us?", "Which did you use?: Web", "Which did you use?: App", "What else?"], file.Columns.Skip(8));
        var (signals, mapping) = Read(file);
        Assert.Equal("surveymonkey@1", mapping.Preset);
        Assert.Equal(23, signals.Count);
        Assert.Equal(("11", new DateTime(2025, 7, 18, 8, 29, 0, DateTimeKind.Utc), "email:a@x.example"),
            (signals[0].RecordKey, signals[0].OccurredAt, signals[0].Identifiers[0].ToString()));
        Assert.Equal(FieldUse.Score, mapping.Fields.Single(field => field.Column.StartsWith("How", StringComparison.Ordinal)).As);
        Assert.Equal("The queue was far too long", signals[1].Text);
    }

    [Fact]
    public void A_rating_is_moved_from_the_scale_that_its_row_names()
    {
        var (signals, mapping) = Read("""
            reviewId,ratingValue,bestRating,worstRating,reviewBody,datePublished
            1,8,10,0,Good enough,2026-01-02
            2,4,,,As it should be,2026-01-03
            3,7,5,1,Beyond its own scale,2026-01-04
            4,100,100,0,The best of all,2026-01-05

            """);
        Assert.Equal(("reviews@1", SignalMode.Indirect), (mapping.Preset, mapping.Mode));
        Assert.Equal([4.2, 4, 5], signals.Select(signal => signal.Answers[0].Value));
        Assert.Equal(["1", "2", "4"], signals.Select(signal => signal.RecordKey));
    }

    [Fact]
    public void Call_records_give_waits_holds_transfers_and_resolution_under_the_names_of_the_file()
    {
        var (signals, mapping) = Read("""
            interaction_id,start_time,queue_name,caller_number,wait_time,hold_time,talk_time,transfer_count,fcr
            a,2026-01-02T10:00:00Z,Billing,+4912345678,95,0,240,0,yes
            b,2026-01-02T10:05:00Z,Support,+4912345679,610,45,900,2,no

            """);
        Assert.Equal(("call-records@1", SignalKind.Operation, "phone"), (mapping.Preset, signals[0].Kind, signals[0].Channel));
        Assert.Equal(["Billing", "Support"], signals.Select(signal => signal.Touchpoint));
        Assert.Equal([610.0, 45, 900, 2, 0], signals[1].Answers.OrderBy(answer => answer.QuestionId).Select(answer => answer.Value));
        Assert.True(mapping.Fields.Single(field => field.Column == "wait_time").Scale!.Value.LowIsGood);
    }

    [Fact]
    public void Queue_records_give_volumes_by_interval()
    {
        var (signals, mapping) = Read("queue,interval_start,calls_offered,answered,abandoned,avg_wait\nBilling,2026-01-02T10:00:00Z,120,100,20,95\nBilling,2026-01-02T10:30:00Z,80,80,0,12\n");
        Assert.Equal("queue-records@1", mapping.Preset);
        Assert.Equal([120.0, 100, 20, 95], signals[0].Answers.Select(answer => answer.Value));
    }

    [Fact]
    public void What_an_employee_wrote_is_kept_and_is_nobodys_verbatim()
    {
        var (signals, mapping) = Read("""
            ticket_id,created_at,requester_email,subject,status,description,author_role
            1,2026-01-02T10:00:00Z,a@x.example,Bill,open,I was charged twice for May,end-user
            2,2026-01-02T11:00:00Z,a@x.example,Bill,open,We are looking into it for you,agent
            3,2026-01-02T12:00:00Z,a@x.example,Bill,open,Who wrote this is not known,

            """);
        Assert.Equal("tickets@1", mapping.Preset);
        Assert.Equal([(SignalKind.Message, "I was charged twice for May"), (SignalKind.Operation, null), (SignalKind.Operation, null)],
            signals.Select(signal => (signal.Kind, signal.Text)));
        Assert.Contains("We are looking into it", signals[1].Rest, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_no_known_kind_is_suggested_as_before()
    {
        var file = Tables.Known(_files.Write("review_id,date,overall,content\n1,2026-01-02,5,All was fine with us here\n2,2026-01-03,2,The queue was far too long\n"));
        Assert.Null(PresetShelf.Of(file));
        Assert.Null(Suggest.For(file).Suggestion!.Mapping.Preset);
    }

    [Fact]
    public void Lists_of_answers_become_columns_with_words_kinds_and_scales()
    {
        using var json = JsonDocument.Parse(Posted.Typeform("t1", 9, "All well"));
        var row = JsonRow.Of(json.RootElement, PresetShelf.Find("typeform")!);
        Assert.Equal("t1", row.Values["form_response.token"]);
        Assert.Equal("9", row.Values["answers.nps_ref"]);
        var nps = row.Asked.Single(one => one.Column == "answers.nps_ref").Field()!;
        Assert.Equal(("How likely are you to recommend us?", Metric.Nps, QuestionRole.Outcome), (nps.Label, nps.Metric, nps.Role));
        Assert.Null(row.Asked.Single(one => one.Type == "short_text").Field());
    }

    [Fact]
    public void Activities_find_their_touchpoints_by_the_first_line_that_fits()
    {
        var map = new TouchpointMap([new("Checkout Completed", "Order"), new("checkout*", "Checkout"), new("* Viewed", "Catalogue")]);
        Assert.Equal(["Order", "Checkout", "Catalogue", ""],
            new[] { "checkout completed", "Checkout Started (1)", "Product Viewed", "Signed Up" }.Select(name => Encoding.UTF8.GetString(map.Find(Encoding.UTF8.GetBytes(name)))));
    }

    (List<Signal> Signals, Mapping Mapping) Read(string text) => Read(Tables.Known(_files.Write(text)));

    static (List<Signal> Signals, Mapping Mapping) Read(TableFile file)
    {
        var (suggestion, problem) = Suggest.For(file);
        Assert.Null(problem);
        var mapping = suggestion!.Mapping;
        Assert.Empty(MappingCheck.Problems(mapping, file.Columns));
        var read = new FileRead(file, new CompiledMapping(mapping, file.Columns, CatalogueIds.Numbered(mapping, 1),
            new ReadingOf("digest", new DateTime(2026, 11, 22, 0, 0, 0, DateTimeKind.Utc), file.DecimalComma)));
        return ([.. read.Batches().SelectMany(batch => batch.Signals)], mapping);
    }
}

/// <summary>What tools post, in the shape that their public descriptions give.</summary>
static class Posted
{
    public static string Typeform(string token, int nps, string words) => $$$"""
        {"event_id":"e-{{{token}}}","event_type":"form_response","form_response":{"form_id":"lT4Z3j","token":"{{{token}}}","submitted_at":"2026-01-18T18:17:02Z",
         "hidden":{"user_id":"u-7"},
         "definition":{"id":"lT4Z3j","title":"After the visit","fields":[
           {"id":"a1","title":"How likely are you to recommend us?","type":"opinion_scale","ref":"nps_ref"},
           {"id":"a2","title":"What should we do better?","type":"long_text","ref":"why_ref"},
           {"id":"a3","title":"Your town","type":"short_text","ref":"town_ref"},
           {"id":"a4","title":"What did you use?","type":"multiple_choice","ref":"used_ref"}]},
         "answers":[
           {"type":"number","number":{{{nps}}},"field":{"id":"a1","type":"opinion_scale","ref":"nps_ref"}},
           {"type":"text","text":"{{{words}}}","field":{"id":"a2","type":"long_text","ref":"why_ref"}},
           {"type":"text","text":"Graz","field":{"id":"a3","type":"short_text","ref":"town_ref"}},
           {"type":"choices","choices":{"labels":["Web","App"]},"field":{"id":"a4","type":"multiple_choice","ref":"used_ref"}}]}}
        """;
}
