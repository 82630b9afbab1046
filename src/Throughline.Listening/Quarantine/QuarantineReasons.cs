namespace Throughline.Listening.Quarantine;

/// <summary>Why a row is held, and what a person can do about it.</summary>
/// <param name="Code">Stable word that the client translates.</param>
/// <param name="Reason">One English sentence.</param>
/// <param name="WhatToDo">One English sentence.</param>
public sealed record QuarantineReason(string Code, string Reason, string WhatToDo);

/// <summary>The closed list of reasons to hold a row; docs/quarantine.md lists the same.</summary>
public static class QuarantineReasons
{
    /// <summary>The row has more or fewer cells than there are columns.</summary>
    public const string WrongNumberOfCells = "wrong_number_of_cells";
    /// <summary>The line is not one JSON object.</summary>
    public const string NotJson = "not_json";
    /// <summary>The file or the part of an mbox is no e-mail.</summary>
    public const string NotAMail = "not_a_mail";
    /// <summary>The transcript breaks its format.</summary>
    public const string NotATranscript = "not_a_transcript";
    /// <summary>Every cell is blank.</summary>
    public const string EmptyRow = "empty_row";
    /// <summary>The column that names the record is blank.</summary>
    public const string RecordIdMissing = "record_id_missing";
    /// <summary>The time is blank.</summary>
    public const string TimeMissing = "time_missing";
    /// <summary>The time cannot be read in the mapping's format.</summary>
    public const string TimeUnreadable = "time_unreadable";
    /// <summary>The time lies outside 1900 to 2199.</summary>
    public const string TimeOutOfRange = "time_out_of_range";
    /// <summary>The answer is no number.</summary>
    public const string NotANumber = "not_a_number";
    /// <summary>The answer is none of the words for yes and no.</summary>
    public const string NotYesOrNo = "not_yes_or_no";
    /// <summary>The answer is not on the question's scale.</summary>
    public const string OffScale = "off_scale";
    /// <summary>The value is longer than can be stored.</summary>
    public const string TooLong = "too_long";
    /// <summary>A record with the same id is there already, and it says something else.</summary>
    public const string SameIdOtherContent = "same_id_other_content";
    /// <summary>The check asks for a value, and there is none.</summary>
    public const string ValueMissing = "value_missing";
    /// <summary>The value only stands for a missing one.</summary>
    public const string Placeholder = "placeholder";
    /// <summary>The value is not of the kind that the check asks for.</summary>
    public const string WrongKind = "wrong_kind";
    /// <summary>The value is not among those that the check allows.</summary>
    public const string NotInList = "not_in_list";
    /// <summary>The value is not written in the form that the check asks for.</summary>
    public const string WrongForm = "wrong_form";
    /// <summary>The value is shorter or longer than the check allows.</summary>
    public const string WrongLength = "wrong_length";
    /// <summary>The value lies outside the range of the check.</summary>
    public const string OutOfRange = "out_of_range";
    /// <summary>The value has letters of another script than the check allows.</summary>
    public const string WrongScript = "wrong_script";
    /// <summary>The text was broken on its way.</summary>
    public const string BrokenText = "broken_text";
    /// <summary>The value stands in the file already, and the check asks for it once.</summary>
    public const string ValueRepeated = "value_repeated";
    /// <summary>Two fields of the row do not fit each other.</summary>
    public const string FieldsDisagree = "fields_disagree";
    /// <summary>The time lies in the future.</summary>
    public const string InTheFuture = "in_the_future";
    /// <summary>The time is older than the check allows.</summary>
    public const string TooOld = "too_old";
    /// <summary>The check digit does not fit the number.</summary>
    public const string WrongCheckDigit = "wrong_check_digit";
    /// <summary>The value can hardly be true.</summary>
    public const string Implausible = "implausible";

    /// <summary>All reasons.</summary>
    public static IReadOnlyList<QuarantineReason> All { get; } =
    [
        new(WrongNumberOfCells, "The row has more or fewer cells than the file has columns.",
            "Look for a delimiter or a quote inside a value, mend the row in the file and import it again."),
        new(NotJson, "The line is not one JSON object.", "Mend the line in the file and import it again."),
        new(NotAMail, "It is no e-mail: it has neither sender nor id nor date.", "Export the mail again, whole and with its headers."),
        new(NotATranscript, "The transcript breaks its format; the line and the reason stand beside it.", "Mend that line in the file and import it again."),
        new(EmptyRow, "Every cell of the row is blank.", "Nothing, if the row is meant to be empty: discard it."),
        new(RecordIdMissing, "The column that names the record is blank.",
            "Give the id that your system uses, or map the file without a record id."),
        new(TimeMissing, "The time is blank.", "Give the time, or choose a column that is always filled."),
        new(TimeUnreadable, "The time cannot be read in the format of the mapping.",
            "Choose the format that the file uses in the mapping, then replay these rows."),
        new(TimeOutOfRange, "The time lies before 1900 or after 2199.", "Correct the date in the file and import it again."),
        new(NotANumber, "The answer is no number.",
            "If it means that there is no answer, add it to the values that mean not applicable, then replay these rows."),
        new(NotYesOrNo, "The answer is none of the words for yes and no.",
            "Add it to the words for yes, for no or for not applicable in the mapping, then replay these rows."),
        new(OffScale, "The answer is not on the scale of the question.",
            "Correct the scale, name the value as not applicable or set such answers aside in the mapping, then replay these rows."),
        new(TooLong, "The value is longer than can be stored.", "Shorten it in the file, or leave the column out of the mapping."),
        new(SameIdOtherContent, "A record with the same id is there already, with another content.",
            "If it is the same file under another mapping, run that mapping over the history of the source. If it is a newer version, "
            + "give it its own id; if the id repeats by mistake, correct it or choose another column."),
        new(ValueMissing, "The check asks for a value, and there is none.",
            "Fill the field where it comes from, or change the check to warn; then replay."),
        new(Placeholder, "The value only stands for a missing one.",
            "Leave such cells empty where they come from, or map the word to nothing in the recipe of the source; then replay."),
        new(WrongKind, "The value is not of the kind that the check asks for.",
            "Mend the value where it comes from, or clean it by the recipe of the source; then replay."),
        new(NotInList, "The value is not among those that the check allows.",
            "If the value is right, add it to the list of the check; if it is another spelling, map it in the recipe of the source. Then replay."),
        new(WrongForm, "The value is not written in the form that the check asks for.",
            "Mend the value, or clean it by the recipe of the source; if the form is right, change the check. Then replay."),
        new(WrongLength, "The value is shorter or longer than the check allows.",
            "Look whether the value was cut or runs together with another; mend it, or change the check. Then replay."),
        new(OutOfRange, "The value lies outside the range of the check.",
            "Mend the value, or change the range of the check if it is right; then replay."),
        new(WrongScript, "The value has letters of another script than the check allows.",
            "Look whether the value stands in the wrong field or was read in the wrong encoding; mend it, or add the script to the check. Then replay."),
        new(BrokenText, "The text was broken on its way.",
            "Read the file in its right encoding, or mend what sends it; then import it again."),
        new(ValueRepeated, "The value stands in the file already, and the check asks for it once.",
            "Remove the repeat where it comes from; if both are true, change the check to warn and replay."),
        new(FieldsDisagree, "Two fields of the row do not fit each other.",
            "Mend the wrong one of the two where they come from; if both are true, change the check. Then replay."),
        new(InTheFuture, "The time lies in the future.",
            "Correct the clock or the zone of what sends it; if such times are right, change the check. Then replay."),
        new(TooOld, "The time is older than the check allows.",
            "If old records are meant to come, change the check and replay; else drop them."),
        new(WrongCheckDigit, "The check digit does not fit the number.",
            "Correct the number where it comes from: a digit is mistyped or missing. Then import it again."),
        new(Implausible, "The value can hardly be true.",
            "Correct the value where it comes from; if it is true, change the check and replay."),
        new("not-an-object", "The event is no object.", "An event is a JSON object with a type, an id and someone it is about; mend what sends it."),
        new("unknown-type", "The type of the event is missing or unknown.", "Set the type to one that its client sends: /type to track, page, screen, identify, group or alias; Snowplow's /e to pv, pp, se or ue. Then replay."),
        new("missing-identity", "The event is about nobody.", "Set userId or anonymousId to a text or a number that is not empty, then replay."),
        new("missing-event", "The event does not name what was done.", "Set the name of what was done (/event; of a CloudEvent /type), then replay."),
        new("too-large", "The event has more than 1 MiB.", "Remove what makes it large, then replay; send such things as a link."),
        new("too-deep", "The event is nested deeper than 64.", "Remove the part that is nested too deep, then replay."),
        new("too-many-keys", "The event has more than 2,000 names.", "Remove the part with so many names, then replay; a list is better than names that are data."),
        new("not-text", "The event has bytes that are no UTF-8.", "Mend the encoding in what sends it; these bytes can only be kept or dropped."),
        new("not-json", "These lines, or the request from here on, are no JSON.", "Mend what sends it; what could be read of the same request is kept."),
        new("bad-id", "The id of the event cannot be used.", "Set an id of at most 256 characters, then replay."),
        new("conflict", "An event with the same id came before with other content; the first stays.", "If both are true, give this one an id of its own and replay; else drop it."),
        new("missing-id", "The event has no id and none can be derived.", "Set an id, then replay."),
    ];

    static readonly Dictionary<string, QuarantineReason> ByCode = All.ToDictionary(reason => reason.Code);

    /// <summary>The reason of a code.</summary>
    /// <exception cref="KeyNotFoundException">The code is not in the list.</exception>
    public static QuarantineReason Of(string code) => ByCode[code];

    /// <summary>The reason of a stored code; a plain one for a code that this version does not know.</summary>
    public static QuarantineReason Find(string code) =>
        ByCode.GetValueOrDefault(code) ?? new(code, "The record cannot be read.", "Look at the record and mend it where it comes from.");
}
