using System.Text.Json;
using Throughline.Contracts;
using Throughline.Listening.Mappings;
using Throughline.Listening.Quarantine;

namespace Throughline.Tests.Listening;

public sealed class MappingTests
{
    static readonly MappingField Score = new()
    {
        Column = "score",
        As = FieldUse.Score,
        Scale = new Scale(1, 5),
        Metric = Metric.Csat,
        Role = QuestionRole.Outcome,
        NotApplicable = ["0", "n/a"],
    };

    static Mapping Map(params MappingField[] fields) => new() { Name = "m", Fields = fields };

    static MappingField Use(string column, FieldUse use) => new() { Column = column, As = use };

    static (ScoreVerdictSeen Seen, double? Value) Answer(MappingField field, params (string Column, string Value)[] row)
    {
        var (verdict, counts) = RowsInMemory.Try(Map(field), row);
        return verdict.Reject is { } reject ? (new(reject.Code, 0, 0), null)
            : (new("", counts.NotApplicable[0], counts.SetAside[0]), verdict.Signal!.Answers is [var answer] ? answer.Value : null);
    }

    sealed record ScoreVerdictSeen(string Code, long NotApplicable, long SetAside);

    [Fact]
    public void A_row_becomes_a_signal_with_all_its_parts()
    {
        var mapping = Map(
            Use("id", FieldUse.RecordId), Use("when", FieldUse.Time), Use("mail", FieldUse.Identifier) with { Namespace = "email" },
            Score, Use("words", FieldUse.Text), Use("more", FieldUse.Text), Use("place", FieldUse.Touchpoint), Use("via", FieldUse.Channel),
            Use("country", FieldUse.Attribute) with { Name = "land", Kind = AttributeKind.Descriptive }, Use("secret", FieldUse.Ignore))
            with
        { Kind = SignalKind.Review, Mode = SignalMode.Indirect };
        var (verdict, counts) = RowsInMemory.Try(mapping, [("id", " r1 "), ("when", "2024-03-01"), ("mail", "x@y.example"), ("score", "۴"),
            ("words", "کارکنان مهربان بودند"), ("more", "ممنون"), ("place", "lounge"), ("via", "web"), ("country", "Iran"), ("secret", "s\"1"), ("other", "")]);
        var signal = verdict.Signal!;

        Assert.Equal(SignalId.OfEvent(7, "r1"), signal.Id);
        Assert.Equal((SignalKind.Review, SignalMode.Indirect, "r1", 0L), (signal.Kind, signal.Mode, signal.RecordKey, signal.Row));
        Assert.Equal(new DateTime(2024, 3, 1, 0, 0, 0, DateTimeKind.Utc), signal.OccurredAt);
        Assert.Equal([new Identifier("email", "x@y.example")], signal.Identifiers);
        Assert.Equal([new Answer(1, 4)], signal.Answers);
        Assert.Equal([new AttributeValue(1, "Iran")], signal.Attributes);
        Assert.Equal(("lounge", "web", "fa"), (signal.Touchpoint, signal.Channel, signal.Language));
        Assert.Equal("کارکنان مهربان بودند\n\nممنون", signal.Text);
        Assert.Equal("""{"secret":"s\"1"}""", signal.Rest);
        Assert.Equal(1, counts.Answers[3]);
    }

    [Fact]
    public void Without_an_id_the_row_of_the_file_is_the_identity_and_without_a_time_the_receipt()
    {
        var (verdict, _) = RowsInMemory.Try(Map(Score), [("score", "3")]);

        Assert.Equal(SignalId.OfRow(7, "digest", 0), verdict.Signal!.Id);
        Assert.Equal(new DateTime(2026, 11, 21, 0, 0, 0, DateTimeKind.Utc), verdict.Signal.OccurredAt);
        Assert.Null(verdict.Signal.Language);
    }

    [Theory]
    [InlineData("4", "", 4.0, 0)]
    [InlineData("5.0", "", 5.0, 0)]
    [InlineData("0", "", null, 1)]
    [InlineData("0.0", "", null, 1)]
    [InlineData("N/A", "", null, 1)]
    [InlineData("   ", "", null, 0)]
    [InlineData("7", QuarantineReasons.OffScale, null, 0)]
    [InlineData("five", QuarantineReasons.NotANumber, null, 0)]
    public void An_answer_is_read_left_out_or_held(string cell, string code, double? value, int notApplicable)
    {
        var (seen, answer) = Answer(Score, ("score", cell), ("x", "y"));

        Assert.Equal((code, value), (seen.Code, answer));
        Assert.Equal(notApplicable, seen.NotApplicable);
    }

    [Fact]
    public void Values_off_the_scale_can_be_set_aside_with_their_row_stored()
    {
        var (verdict, counts) = RowsInMemory.Try(Map(Score with { OffScale = OffScale.SetAside }), [("score", "8.0"), ("b", "x")]);

        Assert.Empty(verdict.Signal!.Answers);
        Assert.Equal("""{"b":"x","set_aside":{"score":"8.0"}}""", verdict.Signal.Rest);
        Assert.Equal(1, counts.SetAside[0]);
    }

    [Theory]
    [InlineData(Condition.Filled, null, "x", 5.0)]
    [InlineData(Condition.Filled, null, "", 2.0)]
    [InlineData(Condition.Empty, null, "", 5.0)]
    [InlineData(Condition.Equals, "x", " x ", 5.0)]
    [InlineData(Condition.Equals, "x", "z", 2.0)]
    public void Rows_on_another_scale_are_converted_linearly(Condition condition, string? value, string cell, double expected)
    {
        // 1 to 10 onto 1 to 5: 10 is 5. The rows outside the condition keep their 2.
        var field = Score with { OtherScale = new() { Column = "type", Is = condition, Value = value, Min = 1, Max = 10, Then = OtherScaleThen.Convert } };

        Assert.Equal(expected, Answer(field, ("score", expected == 5.0 ? "10" : "2"), ("type", cell)).Value);
        Assert.Equal(3, ScoreRule.Convert(5.5, field.OtherScale!.Min, field.OtherScale.Max, new Scale(1, 5)), 12);
    }

    [Fact]
    public void Rows_on_another_scale_can_be_set_aside_even_where_the_value_would_fit()
    {
        var field = Score with { OtherScale = new() { Column = "type", Is = Condition.Filled, Min = 1, Max = 10, Then = OtherScaleThen.SetAside } };

        Assert.Equal(1, Answer(field, ("score", "4"), ("type", "x")).Seen.SetAside);
        Assert.Equal(4, Answer(field, ("score", "4"), ("type", "")).Value);
    }

    [Fact]
    public void Another_scale_can_begin_on_a_day()
    {
        var field = Score with { OtherScale = new() { Column = "when", Is = Condition.Since, Value = "2024-03-01", Min = 1, Max = 10, Then = OtherScaleThen.SetAside } };
        double? Of(string day) => RowsInMemory.Try(Map(field, Use("when", FieldUse.Time)), [("score", "4"), ("when", day)]).Verdict.Signal!.Answers is [var answer] ? answer.Value : null;

        Assert.Equal((4, null), (Of("2024-02-29"), Of("2024-03-01")));
    }

    [Theory]
    [InlineData("1", 1.0)]
    [InlineData("0.0", 0.0)]
    [InlineData("YES", 1.0)]
    [InlineData("نعم", 1.0)]
    [InlineData("بله", 1.0)]
    [InlineData("۰", 0.0)]
    [InlineData("خیر", 0.0)]
    [InlineData("是", 1.0)]
    [InlineData("否", 0.0)]
    [InlineData("false", 0.0)]
    public void Yes_and_no_are_known_in_four_languages(string cell, double expected) =>
        Assert.Equal(expected, Answer(Use("score", FieldUse.Score) with { Metric = Metric.Share }, ("score", cell)).Value);

    [Fact]
    public void Own_words_for_yes_and_no_take_the_place_of_the_usual_ones()
    {
        var field = Use("score", FieldUse.Score) with { Metric = Metric.Share, Yes = ["Ja"], No = ["Nein"], NotApplicable = ["weiß nicht"] };

        Assert.Equal(1, Answer(field, ("score", "ja")).Value);
        Assert.Equal(1, Answer(field, ("score", "weiß nicht")).Seen.NotApplicable);
        Assert.Equal(QuarantineReasons.NotYesOrNo, Answer(field, ("score", "yes")).Seen.Code);
    }

    [Theory]
    [InlineData("", QuarantineReasons.TimeMissing)]
    [InlineData("soon", QuarantineReasons.TimeUnreadable)]
    [InlineData("0001-01-01", QuarantineReasons.TimeOutOfRange)]
    public void A_time_that_cannot_be_used_holds_the_row(string cell, string code)
    {
        var (verdict, _) = RowsInMemory.Try(Map(Score, Use("when", FieldUse.Time)), [("score", "3"), ("when", cell)]);

        Assert.Equal((code, "when", """{"score":"3","when":"X"}""".Replace("X", cell, StringComparison.Ordinal)),
            (verdict.Reject!.Code, verdict.Reject.Column, verdict.Reject.Raw));
    }

    [Fact]
    public void A_row_without_its_id_and_an_empty_row_are_held()
    {
        var mapping = Map(Score, Use("id", FieldUse.RecordId));

        Assert.Equal(QuarantineReasons.RecordIdMissing, RowsInMemory.Try(mapping, [("score", "3"), ("id", " ")]).Verdict.Reject!.Code);
        Assert.Equal(QuarantineReasons.EmptyRow, RowsInMemory.Try(mapping, [("score", ""), ("id", "")]).Verdict.Reject!.Code);
    }

    [Fact]
    public void A_held_row_never_shows_the_customers_words_in_its_text_form()
    {
        var reject = RowsInMemory.Try(Map(Score), [("score", "my secret words")]).Verdict.Reject!;

        Assert.DoesNotContain("secret", reject.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", reject.Reason + reject.WhatToDo, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en-GB", "en")]
    [InlineData("فارسی", "fa")]
    [InlineData("中文", "zh")]
    [InlineData("", "ar")]
    public void The_language_column_goes_before_the_guess(string cell, string expected)
    {
        var mapping = Map(Use("t", FieldUse.Text), Use("l", FieldUse.Language));

        Assert.Equal(expected, RowsInMemory.Try(mapping, [("t", "كانت الرحلة جيدة"), ("l", cell)]).Verdict.Signal!.Language);
    }

    [Fact]
    public void A_mapping_is_checked_member_by_member()
    {
        var mapping = new Mapping
        {
            Name = " ",
            Zone = "Mars/Base",
            Fields =
            [
                Score with { Metric = Metric.Nps }, Use("score", FieldUse.Text), Use("gone", FieldUse.Text), Use("mail", FieldUse.Identifier),
                Use("t", FieldUse.Time) with { Time = "stardate" }, Use("u", FieldUse.Time), Score with { Column = "w", Scale = new Scale(5, 1) },
                Score with { Column = "v", OtherScale = new() { Column = "gone", Is = Condition.Equals, Min = 1, Max = 1, Then = OtherScaleThen.Convert } },
            ],
        };
        var at = MappingCheck.Problems(mapping, ["score", "mail", "t", "u", "v", "w"]).Select(problem => problem.At);

        Assert.Equal(["/name", "/zone", "/fields/0/metric", "/fields/1/column", "/fields/2/column", "/fields/3/namespace", "/fields/4/time",
            "/fields/6/scale", "/fields/7/other_scale/column", "/fields/7/other_scale/min", "/fields/7/other_scale/value", "/fields"], at);
    }

    [Fact]
    public void A_mapping_that_hears_nothing_is_refused() =>
        Assert.NotEmpty(MappingCheck.Problems(Map(Use("a", FieldUse.RecordId), Use("b", FieldUse.Ignore))));

    [Fact]
    public void A_mapping_is_written_as_the_interface_says_and_read_back()
    {
        var mapping = Map(Score with { OffScale = OffScale.SetAside, OtherScale = new() { Column = "type", Is = Condition.Filled, Min = 1, Max = 10, Then = OtherScaleThen.SetAside } });
        var json = JsonSerializer.Serialize(mapping, Mapping.Json);

        Assert.Equal("""
            {"name":"m","version":0,"kind":"response","mode":"direct","zone":"UTC","fields":[{"column":"score","as":"score","scale":{"min":1,"max":5,"low_is_good":false},"metric":"csat","role":"outcome","not_applicable":["0","n/a"],"off_scale":"set_aside","other_scale":{"column":"type","is":"filled","min":1,"max":10,"then":"set_aside"}}]}
            """, json);
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<Mapping>(json, Mapping.Json), Mapping.Json));
    }

    [Fact]
    public void The_page_on_quarantine_lists_every_reason()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Throughline.slnx")))
        {
            folder = folder.Parent;
        }

        Assert.SkipWhen(folder is null, "The tests do not run inside the checkout.");
        var page = File.ReadAllText(Path.Combine(folder!.FullName, "docs", "quarantine.md"));

        Assert.All(QuarantineReasons.All, reason => Assert.Contains($"| `{reason.Code}` | {reason.Reason} | {reason.WhatToDo} |", page, StringComparison.Ordinal));
    }
}
