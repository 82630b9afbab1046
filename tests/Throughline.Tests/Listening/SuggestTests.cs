using System.Globalization;
using System.Text;
using Throughline.Contracts;
using Throughline.Listening.Files;
using Throughline.Listening.Imports;
using Throughline.Listening.Mappings;

namespace Throughline.Tests.Listening;

public sealed class SuggestTests : IDisposable
{
    readonly TempFiles _files = new();

    public void Dispose() => _files.Dispose();

    Suggestion For(string text) => Suggested(_files.Write(text));

    static Suggestion Suggested(string path)
    {
        var (suggestion, problem) = Suggest.For(Tables.Known(path));
        Assert.Null(problem);
        return suggestion!;
    }

    static MappingField Field(Suggestion suggestion, string column) => suggestion.Mapping.Fields.Single(field => field.Column == column);

    static (FileRead Read, List<Signal> Signals, List<Reject> Rejects) Read(TableFile file, Mapping mapping)
    {
        var compiled = new CompiledMapping(mapping, file.Columns, CatalogueIds.Numbered(mapping, 1),
            new ReadingOf(FileDigest.Of(file.Path), new DateTime(2026, 11, 21, 0, 0, 0, DateTimeKind.Utc), file.DecimalComma));
        var read = new FileRead(file, compiled);
        var batches = read.Batches().ToList();
        return (read, [.. batches.SelectMany(batch => batch.Signals)], [.. batches.SelectMany(batch => batch.Rejects)]);
    }

    [Fact]
    public void A_whole_name_is_kept_under_a_name_that_says_so()
    {
        var suggestion = For("user_id,full_name,city_name,comment\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"u{i},Ana{(char)('a' + (i % 26))} Ruiz{i},Town{i % 7},it was fine on day {i} of many\n")));
        Assert.Equal(("full_name", AttributeKind.Identity), (Field(suggestion, "full_name").Name, Field(suggestion, "full_name").Kind));
        Assert.Equal("city", Field(suggestion, "city_name").Name);
    }

    [Fact]
    public void A_file_without_a_score_and_without_words_is_of_what_happened_and_no_survey()
    {
        var orders = For("order_id,customer_id,placed_at,amount\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"o-{i + 1000},c-{100 + (i % 40)},2026-11-{1 + (i % 20):00},{19 + i}.50\n")));
        Assert.Equal((SignalKind.Operation, SignalMode.Inferred), (orders.Mapping.Kind, orders.Mapping.Mode));
        var survey = For("id,when,nps\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"o-{i + 1000},2026-11-{1 + (i % 20):00},{i % 11}\n")));
        Assert.Equal((SignalKind.Response, SignalMode.Direct), (survey.Mapping.Kind, survey.Mapping.Mode));
    }

    [Theory]
    [InlineData("comment")]
    [InlineData("feedback")]
    [InlineData("نظر")]
    [InlineData("تعليق")]
    [InlineData("评论")]
    public void A_few_short_texts_under_a_name_that_says_so_are_words_and_asked_about(string column)
    {
        string[] words = ["great", "عالی بود", "很好", "جيد", "too slow", "bueno", "太慢", "بد نبود", "ممتاز", "okay", "还行", "lento", "سيئ", "fine", "خوب"];
        var suggestion = For($"order_id,when,{column}\n" + string.Concat(words.Select((word, i) => $"o-{i + 1000},2026-11-{i + 1:00},{word}\n")));
        Assert.Equal(FieldUse.Text, Field(suggestion, column).As);
        var question = Assert.Single(suggestion.Questions, one => one.Code == "short_texts");
        Assert.Equal(("as_words", false), (question.Suggested, question.Blocking));
        Assert.Equal([FieldUse.Text, FieldUse.Attribute], question.Choices.Select(choice => choice.Field.As));
    }

    [Fact]
    public void Codes_under_a_name_that_says_words_are_no_words()
    {
        var suggestion = For("id,when,reason\n" + string.Concat(Enumerable.Range(0, 15).Select(i => $"o-{i + 1000},2026-11-{i + 1:00},r{i % 3}\n")));
        Assert.NotEqual(FieldUse.Text, Field(suggestion, "reason").As);
    }

    [Fact]
    public void The_lounge_reviews_are_understood_and_their_second_scale_is_asked_about()
    {
        var file = Tables.Known(SharedFolder.Require("data/first-thread/lounge_reviews.csv"));
        var suggestion = Suggested(file.Path);
        var uses = suggestion.Mapping.Fields.ToDictionary(field => field.Column, field => field.As);

        Assert.Equal((SignalKind.Review, SignalMode.Indirect), (suggestion.Mapping.Kind, suggestion.Mapping.Mode));
        Assert.Equal(2264, suggestion.RowsCounted);
        Assert.Equal(FieldUse.RecordId, uses["review_id"]);
        Assert.Equal(FieldUse.Time, uses["date"]);
        Assert.Equal(FieldUse.Identifier, uses["reviewer"]);
        Assert.Equal(FieldUse.Text, uses["content"]);
        Assert.Equal(FieldUse.Ignore, uses["date_visit"]);
        Assert.All(["reviewer_country", "airline", "airport", "lounge_type", "type_traveller"], column => Assert.Equal(FieldUse.Attribute, uses[column]));

        var scores = suggestion.Mapping.Fields.Where(field => field.As == FieldUse.Score).ToList();
        Assert.Equal(["overall_rating", "recommended"], scores.Where(field => field.Role == QuestionRole.Outcome).Select(field => field.Column));
        Assert.Equal(7, scores.Count(field => field.Role == QuestionRole.Driver));
        Assert.All(scores.Where(field => field.Role == QuestionRole.Driver), field =>
            Assert.Equal((1.0, 5.0, "0"), (field.Scale!.Value.Min, field.Scale.Value.Max, Assert.Single(field.NotApplicable!))));
        Assert.Equal(Metric.Share, Field(suggestion, "recommended").Metric);

        var asked = Assert.Single(suggestion.Questions, question => question.Code == "mixed_scale");
        Assert.Same(suggestion.Questions[0], asked);
        Assert.Equal(("overall_rating", true, "set_aside"), (asked.Column, asked.Blocking, asked.Suggested));
        Assert.Equal(new SplitEvidence("type_traveller", Condition.Filled, null, 119, 66), asked.Evidence.When);
        Assert.Equal((2192, 67), (asked.Evidence.OnScale, asked.Evidence.OffScale));
        Assert.Equal(["convert", "set_aside", "one_long_scale", "keep"], asked.Choices.Select(choice => choice.Code));
        Assert.Equal(asked.Choices[1].Field, Field(suggestion, "overall_rating"));
    }

    [Fact]
    public void The_lounge_reviews_are_all_stored_and_no_answer_on_the_second_scale_is_used()
    {
        var file = Tables.Known(SharedFolder.Require("data/first-thread/lounge_reviews.csv"));
        var mapping = Suggested(file.Path).Mapping;
        var (read, signals, rejects) = Read(file, mapping);
        var ids = CatalogueIds.Numbered(mapping, 1);
        var index = mapping.Fields.Select((field, i) => (field.Column, i)).ToDictionary(pair => pair.Column, pair => pair.i);

        Assert.Null(read.Problem);
        Assert.Empty(rejects);
        Assert.Equal(2264, signals.Count);
        Assert.Equal(2264, signals.Select(signal => signal.Id).Distinct().Count());
        Assert.Equal(120, read.Counts.SetAside[index["overall_rating"]]);
        Assert.Equal(120, signals.Count(signal => signal.Rest?.Contains("\"set_aside\":{\"overall_rating\":", StringComparison.Ordinal) == true));
        var overall = signals.SelectMany(signal => signal.Answers).Where(answer => answer.QuestionId == ids.Questions["overall_rating"]).ToList();
        Assert.Equal(2259 - 120, overall.Count);
        Assert.All(overall, answer => Assert.InRange(answer.Value, 1, 5));
        Assert.Equal(8, read.Counts.NotApplicable[index["comfort_rating"]]);
        Assert.Equal(128, read.Counts.NotApplicable[index["wifi_connectivity_rating"]]);
        Assert.Equal(2253 - 128, read.Counts.Answers[index["wifi_connectivity_rating"]]);
        Assert.Equal((816, 1448), (Count(1), Count(0)));
        Assert.All(signals, signal => Assert.Equal("en", signal.Language));

        int Count(double value) => signals.SelectMany(signal => signal.Answers)
            .Count(answer => answer.QuestionId == ids.Questions["recommended"] && answer.Value == value);
    }

    [Theory]
    [InlineData("convert", 2259 - 1, 0, 1)]
    [InlineData("one_long_scale", 2259, 0, 0)]
    [InlineData("keep", 2192, 67, 0)]
    public void Every_other_choice_about_the_second_scale_does_what_it_says(string choice, int answers, int held, int aside)
    {
        var file = Tables.Known(SharedFolder.Require("data/first-thread/lounge_reviews.csv"));
        var suggestion = Suggested(file.Path);
        var field = suggestion.Questions[0].Choices.Single(one => one.Id == choice).Field;
        var mapping = suggestion.Mapping with { Fields = [.. suggestion.Mapping.Fields.Select(one => one.Column == field.Column ? field : one)] };
        var (read, signals, rejects) = Read(file, mapping);
        var index = mapping.Fields.ToList().FindIndex(one => one.Column == field.Column);

        Assert.Equal((2264 - held, held), (signals.Count, rejects.Count));
        Assert.Equal((answers, aside), ((int)read.Counts.Answers[index], (int)read.Counts.SetAside[index]));
        Assert.All(rejects, reject => Assert.Equal(("overall_rating", "off_scale"), (reject.Column, reject.Code)));
    }

    [Fact]
    public void The_seat_reviews_have_one_long_scale_and_no_trap()
    {
        var file = Tables.Known(SharedFolder.Require("data/statistics/skytrax_seat.csv"));
        var suggestion = Suggested(file.Path);
        var overall = Field(suggestion, "overall_rating");

        Assert.DoesNotContain(suggestion.Questions, question => question.Blocking);
        Assert.Contains(suggestion.Questions, question => question.Code == "no_id");
        Assert.Equal((1.0, 10.0, Metric.Mean, QuestionRole.Outcome), (overall.Scale!.Value.Min, overall.Scale.Value.Max, overall.Metric, overall.Role));
        Assert.All(["seat_legroom_rating", "seat_recline_rating", "seat_width_rating", "aisle_space_rating", "viewing_tv_rating"],
            column => Assert.Equal((QuestionRole.Driver, 5.0), (Field(suggestion, column).Role, Field(suggestion, column).Scale!.Value.Max)));
        Assert.All(["power_supply_rating", "seat_storage_rating"], column => Assert.Equal(QuestionRole.Aside, Field(suggestion, column).Role));
        Assert.Equal(["0"], Field(suggestion, "viewing_tv_rating").NotApplicable);
        Assert.Equal((FieldUse.Attribute, "airline"), (Field(suggestion, "airline_name").As, Field(suggestion, "airline_name").Name));
        Assert.Equal(FieldUse.Attribute, Field(suggestion, "cabin_flown").As);
        Assert.False(suggestion.Mapping.HasTime);

        var (read, signals, rejects) = Read(file, suggestion.Mapping);
        Assert.Null(read.Problem);
        Assert.Equal((1258, 0), (signals.Count, rejects.Count));
    }

    [Theory]
    [InlineData("شناسه,تاریخ,کد مشتری,امتیاز کلی,احتمال توصیه,نظر,کانال")]
    [InlineData("رقم,التاريخ,رقم العميل,التقييم العام,احتمال التوصية,تعليق,القناة")]
    [InlineData("编号,日期,客户编号,总体评分,推荐,评论,渠道")]
    [InlineData("response_id,submitted_at,customer_id,overall_score,likelihood_to_recommend,comment,channel")]
    public void Headers_in_four_languages_are_understood(string header)
    {
        var text = new StringBuilder(header).Append('\n');
        for (var i = 0; i < 200; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"r{i},2024-03-{(i % 28) + 1:00},c{i % 90},{(i % 5) + 1},{i % 11},words of the customer number {i} here,{(i % 3 == 0 ? "web" : "app")}\n");
        }

        var suggestion = For(text.ToString());
        var columns = header.Split(',');

        Assert.Equal([FieldUse.RecordId, FieldUse.Time, FieldUse.Identifier, FieldUse.Score, FieldUse.Score, FieldUse.Text, FieldUse.Channel],
            columns.Select(column => Field(suggestion, column).As));
        Assert.Equal((Metric.Csat, QuestionRole.Outcome), (Field(suggestion, columns[3]).Metric!.Value, Field(suggestion, columns[3]).Role!.Value));
        Assert.Equal((Metric.Nps, QuestionRole.Outcome), (Field(suggestion, columns[4]).Metric!.Value, Field(suggestion, columns[4]).Role!.Value));
        Assert.Equal("overall", Field(suggestion, columns[3]).Role == QuestionRole.Outcome
            && suggestion.Mapping.Fields.First(field => field.As == FieldUse.Score).Column == columns[3] ? "overall" : "other");
    }

    [Theory]
    [InlineData("Rider", "rider")]
    [InlineData("passenger", "passenger")]
    [InlineData("Guest", "guest")]
    [InlineData("patient", "patient")]
    [InlineData("Student No", "student")]
    [InlineData("member_number", "member")]
    [InlineData("customer_code", "customer")]
    [InlineData("customer_unique_id", "customer")]
    [InlineData("loyalty_member_id", "member")]
    [InlineData("RiderID", "rider")]
    [InlineData("subscriberid", "subscriber")]
    [InlineData("traveller_name", "traveller")]
    [InlineData("Traveler Name", "traveler")]
    [InlineData("مسافر", "customer")]
    [InlineData("کد بیمار", "customer")]
    [InlineData("دانشجو", "customer")]
    [InlineData("الراكب", "customer")]
    [InlineData("رقم المريض", "customer")]
    [InlineData("乘客编号", "customer")]
    [InlineData("患者", "customer")]
    [InlineData("学生", "customer")]
    public void A_column_called_after_a_kind_of_customer_and_filled_with_keys_points_to_the_customer(string column, string space)
    {
        foreach (var (rows, customers, code) in new[] { (200, 90, "R-{0:0000}"), (200, 200, "{0:x8}"), (12, 4, "P{0:000}"), (300, 140, "{0:10000}"), (12, 7, "{0:10000}") })
        {
            var format = CompositeFormat.Parse(code);
            var suggestion = For($"trip,{column},rating,how it was\n" + string.Concat(Enumerable.Range(0, rows).Select(i =>
                $"t{i},{string.Format(CultureInfo.InvariantCulture, format, (i * 11 % customers) + 1)},{(i % 5) + 1},the ride number {i} was as it was\n")));
            Assert.Equal((code, FieldUse.Identifier, space), (code, Field(suggestion, column).As, Field(suggestion, column).Namespace));
        }
    }

    [Theory]
    [InlineData("type_traveller", "Business;Solo Leisure;Couple Leisure;Family Leisure")]
    [InlineData("customer type", "A1;B2;C3;D4;E5;F6;G7;H8;I9;J10;K11;L12;M13;N14;O15;P16;Q17;R18;S19;T20;U21")]
    [InlineData("customer_zip_code", "10115;10117;10119;10178;10179;10243;10245;10247;10249;10315;10317;10318;10319;10365;10367;10369;10405;10407;10409;10435;10437")]
    [InlineData("member_since", "2001;2002;2003;2004;2005;2006;2007;2008;2009;2010;2011;2012;2013;2014;2015;2016;2017;2018;2019;2020;2021")]
    [InlineData("Passengers", "1;2;3;4;5;6;7;8;9;10;11;12;13;14;15;16;17;18;19;20;21;22;23")]
    [InlineData("member", "yes;no")]
    [InlineData("member", "gold;silver;bronze")]
    [InlineData("passenger_class", "C1;C2;C3")]
    [InlineData("traveller name", "Anna;Berta;Carla;Dora;Emma;Frida;Greta;Hanna;Ida;Jana;Karla;Lena;Maria;Nora;Olga;Paula;Rosa;Sara;Tina;Ute;Vera;Wilma")]
    [InlineData("نوع مسافر", "T1;T2;T3;T4")]
    [InlineData("تعداد مسافر", "1;2;3;4;5;6;7;8;9")]
    [InlineData("用户类型", "A1;B2;C3")]
    [InlineData("会员等级", "V1;V2;V3")]
    public void What_only_describes_a_customer_is_no_key(string column, string values)
    {
        var all = values.Split(';');
        foreach (var rows in new[] { 17, 400 })
        {
            var suggestion = For($"id,{column},rating\n" + string.Concat(Enumerable.Range(0, rows).Select(i => $"t{i},{all[i % all.Length]},{(i % 5) + 1}\n")));
            Assert.NotEqual(FieldUse.Identifier, Field(suggestion, column).As);
        }
    }

    [Fact]
    public void Days_and_months_that_cannot_be_told_apart_are_asked_about()
    {
        var rows = string.Concat(Enumerable.Range(0, 100).Select(i => $"{i},0{(i % 9) + 1}/0{(i % 7) + 1}/2024,{(i % 5) + 1}\n"));
        var suggestion = For("id,date,rating\n" + rows);
        var asked = Assert.Single(suggestion.Questions, question => question.Code == "ambiguous_date");

        Assert.True(asked.Blocking);
        Assert.Equal(["day_month_year", "month_day_year"], asked.Choices.Select(choice => choice.Field.Time));
        Assert.Equal("day_month_year", Field(suggestion, "date").Time);
        var clear = For("id,date,rating\n" + rows + "100,03/28/2024,4\n");
        Assert.Equal("month_day_year", Field(clear, "date").Time);
        Assert.DoesNotContain(clear.Questions, question => question.Code == "ambiguous_date");
    }

    [Fact]
    public void A_spike_of_99_is_taken_for_no_answer_and_asked_about_without_blocking()
    {
        var suggestion = For("id,food_rating\n" + string.Concat(Enumerable.Range(0, 200).Select(i => $"a{i},{(i % 20 == 0 ? 99 : (i % 5) + 1)}\n")));
        var asked = Assert.Single(suggestion.Questions, question => question.Code == "not_applicable");

        Assert.Equal(["99"], Field(suggestion, "food_rating").NotApplicable);
        Assert.Equal(5, Field(suggestion, "food_rating").Scale!.Value.Max);
        Assert.Equal((false, 10), (asked.Blocking, asked.Evidence.OffScale));
        Assert.DoesNotContain(suggestion.Questions, question => question.Code == "mixed_scale");
    }

    [Theory]
    [InlineData(50, "47")]
    [InlineData(50, "110")]
    [InlineData(50, "-3")]
    [InlineData(12, "47")]
    [InlineData(1000, "11")]
    public void A_stray_off_the_scale_leaves_the_score_a_score_and_is_told_with_its_row(int rows, string stray)
    {
        var suggestion = For("id,nps_score,said\n" + string.Concat(Enumerable.Range(0, rows).Select(i => $"a{i},{(i == 5 ? stray : (i * 7 % 11).ToString(CultureInfo.InvariantCulture))},w{i}\n")));
        var field = Field(suggestion, "nps_score");
        var told = Assert.Single(suggestion.Questions, question => question.Column == "nps_score");

        Assert.Equal((FieldUse.Score, Metric.Nps, QuestionRole.Outcome), (field.As, field.Metric, field.Role));
        Assert.Equal((0.0, 10.0), (field.Scale!.Value.Min, field.Scale.Value.Max));
        Assert.Equal(("off_scale", false, rows - 1, 1), (told.Code, told.Blocking, told.Evidence.OnScale, told.Evidence.OffScale));
        Assert.Equal([new RowValue(5, stray)], told.Evidence.OffRows!);
        Assert.Equal([null, OffScale.SetAside], told.Choices.Select(choice => choice.Field.OffScale == OffScale.Quarantine ? null : choice.Field.OffScale));
    }

    [Theory]
    [InlineData("20;20;40;60;80;100")]
    [InlineData("50;50;50;50;50;50;50;50")]
    public void A_score_with_many_values_beyond_its_scale_is_asked_about_and_not_taken_for_an_attribute(string beyond)
    {
        var off = beyond.Split(';');
        var suggestion = For("id,nps_score\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"a{i},{(i < off.Length ? off[i] : (i % 11).ToString(CultureInfo.InvariantCulture))}\n")));
        var asked = Assert.Single(suggestion.Questions, question => question.Column == "nps_score");

        Assert.Equal(("mixed_scale", true, off.Length), (asked.Code, asked.Blocking, asked.Evidence.OffScale));
        Assert.Equal(FieldUse.Score, Field(suggestion, "nps_score").As);
    }

    [Theory]
    [InlineData("0;6;7;8;9;10;47", 60, 0, 10)]
    [InlineData("1;2;3;4;5", 60, 1, 5)]
    [InlineData("12;55;100;0;70;43", 60, 0, 100)]
    [InlineData("200;300;450", 60, 200, 450)]
    public void A_column_set_to_score_by_hand_starts_on_the_scale_that_its_values_fit_best(string values, int rows, double min, double max)
    {
        var all = values.Split(';');
        var suggestion = For("id,kpi,said\n" + string.Concat(Enumerable.Range(0, rows).Select(i => $"a{i},{(i == 5 ? all[^1] : all[i % Math.Max(1, all.Length - 1)])},w{i}\n")));
        var byHand = suggestion.Profile.Single(column => column.Column == "kpi").AsScore!;

        Assert.Equal((FieldUse.Score, min, max), (byHand.As, byHand.Scale!.Value.Min, byHand.Scale.Value.Max));
        Assert.Null(suggestion.Profile.Single(column => column.Column == "said").AsScore);
    }

    [Fact]
    public void A_second_scale_that_begins_on_a_day_is_found_by_the_day()
    {
        var chance = new Random(4);
        var rows = string.Concat(Enumerable.Range(0, 1000).Select(i => $"a{i},{new DateOnly(2023, 1, 1).AddDays(i / 2):yyyy-MM-dd},{(i >= 900 ? chance.Next(1, 11) : chance.Next(1, 6))}\n"));
        var asked = Assert.Single(For("id,date,overall_rating\n" + rows).Questions, question => question.Code == "mixed_scale");

        Assert.Equal((Condition.Since, "date"), (asked.Evidence.When!.Is, asked.Evidence.When.Column));
        Assert.InRange(string.CompareOrdinal(asked.Evidence.When.Value, "2024-03-20"), 0, 40);
        Assert.Empty(MappingCheck.Problems(For("id,date,overall_rating\n" + rows).Mapping));
    }

    [Fact]
    public void Emails_phones_codes_and_amounts_are_not_taken_for_scores()
    {
        var suggestion = For("id,email,phone,region,age,price,satisfaction,note\n" + string.Concat(Enumerable.Range(0, 300).Select(i =>
            $"{i},u{i % 200}@x.example,+98912{i % 200:0000000},{i % 9},{20 + (i % 50)},{i * 1.37m:0.00},{(i % 7) + 1},said thing {i} to us\n")));

        Assert.Equal((FieldUse.Identifier, "email"), (Field(suggestion, "email").As, Field(suggestion, "email").Namespace));
        Assert.Equal((FieldUse.Identifier, "phone"), (Field(suggestion, "phone").As, Field(suggestion, "phone").Namespace));
        Assert.Equal([FieldUse.Attribute, FieldUse.Attribute, FieldUse.Ignore], new[] { "region", "age", "price" }.Select(column => Field(suggestion, column).As));
        Assert.Equal((7.0, Metric.Mean), (Field(suggestion, "satisfaction").Scale!.Value.Max, Field(suggestion, "satisfaction").Metric!.Value));
        Assert.Equal(FieldUse.Text, Field(suggestion, "note").As);
    }

    [Theory]
    [InlineData("birth_date", "visited_at")]
    [InlineData("dob", "visited_at")]
    [InlineData("date_of_birth", "note")]
    public void A_birth_date_says_who_somebody_is_whatever_other_times_there_are(string birth, string beside)
    {
        var suggestion = For($"first_name,last_name,{birth},{beside},score\n" + string.Concat(Enumerable.Range(0, 60).Select(i =>
            $"Ada{i},Byron{i},{1930 + i}-0{(i % 9) + 1}-1{i % 10},{(beside == "note" ? $"said thing {i}" : $"2026-02-{(i % 28) + 1:00}T10:{i:00}:00Z")},{(i % 5) + 1}\n")));

        Assert.Equal((FieldUse.Attribute, AttributeKind.Identity), (Field(suggestion, birth).As, Field(suggestion, birth).Kind));
        Assert.Equal(beside == "note" ? [] : [beside], suggestion.Mapping.Fields.Where(field => field.As == FieldUse.Time).Select(field => field.Column));
        Assert.DoesNotContain(suggestion.Questions, question => question.Code == "several_times");
    }

    [Fact]
    public void Every_suggestion_can_be_used_as_it_is_and_every_choice_too()
    {
        foreach (var text in new[] { "comment\nGood, really\nBad\nFine, thanks\n", "a,b\n1,2\n2,3\n", "q1;q2;datum\n4,5;3;13.02.2024\n2,5;4;14.02.2024\n", "x,,y\n1,,z\n2,,w\n" })
        {
            var file = Tables.Known(_files.Write(text));
            var suggestion = Suggested(file.Path);
            if (suggestion.Mapping.Fields.Any(field => field.As is not (FieldUse.Ignore or FieldUse.RecordId or FieldUse.Time)))
            {
                Assert.Empty(MappingCheck.Problems(suggestion.Mapping, file.Columns));
                Assert.Empty(Read(file, suggestion.Mapping).Rejects);
            }

            Assert.Equal(file.Columns.Order(), suggestion.Mapping.Fields.Select(field => field.Column).Order());
        }
    }

    [Theory]
    [InlineData("telco_churn.csv")]
    [InlineData("ibm_hr.csv")]
    [InlineData("online_shoppers.csv")]
    public void Files_that_are_no_feedback_are_read_without_a_held_row(string name)
    {
        var file = Tables.Known(SharedFolder.Require("data/statistics/" + name));
        var suggestion = Suggested(file.Path);

        Assert.Empty(MappingCheck.Problems(suggestion.Mapping, file.Columns));
        Assert.Empty(Read(file, suggestion.Mapping).Rejects);
    }
}
