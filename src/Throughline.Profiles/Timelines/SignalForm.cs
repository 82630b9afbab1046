using Microsoft.Data.Sqlite;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Profiles.Timelines;

/// <summary>What is counted of a signal, beside when it was: the same few combinations come again and again, and are kept once.</summary>
/// <param name="SourceId">Its source.</param>
/// <param name="Kind">What kind of thing was heard.</param>
/// <param name="HasText">True when it has words.</param>
/// <param name="Answered">True when it has at least one answer.</param>
/// <param name="Language">Language of the words; null when there are none.</param>
/// <param name="Activity">Name of what was done; null when it has none, or the source has more names than are kept.</param>
public readonly record struct SignalForm(int SourceId, SignalKind Kind, bool HasText, bool Answered, string? Language, string? Activity);

/// <summary>The forms that are known, by number; new ones are numbered as they come.</summary>
sealed class SignalForms
{
    /// <summary>A source that invents names without end has them counted together from then on.</summary>
    public const int MostOfSource = 4_096;

    const int LongestActivity = 200;

    readonly Dictionary<SignalForm, int> _numbers = [];
    readonly Dictionary<int, SignalForm> _forms = [];
    readonly Dictionary<int, int> _ofSource = [];
    readonly List<int> _fresh = [];
    int _last;

    /// <summary>Forms that were not there when it was read.</summary>
    public IEnumerable<(int Number, SignalForm Form)> Fresh => _fresh.Select(number => (number, _forms[number]));

    public static SignalForms Read(SqliteConnection keys)
    {
        var forms = new SignalForms();
        foreach (var (number, form) in keys.All("SELECT id, source_id, kind, has_text, answered, language, activity FROM profiles_timeline_form", r =>
            (r.GetInt32(0), new SignalForm(r.GetInt32(1), (SignalKind)r.GetInt32(2), r.GetBoolean(3), r.GetBoolean(4), r.TextOrNull(5), r.TextOrNull(6)))))
        {
            forms.Keep(number, form);
        }

        return forms;
    }

    public SignalForm this[int number] => _forms[number];

    /// <summary>The largest number; 0 when there are none.</summary>
    public int Last => _last;

    public int NumberOf(SignalForm form)
    {
        if (_numbers.TryGetValue(form, out var number))
        {
            return number;
        }

        if (form.Activity is not null && (form.Activity.Length > LongestActivity || _ofSource.GetValueOrDefault(form.SourceId) >= MostOfSource))
        {
            return NumberOf(form with { Activity = null });
        }

        number = _last + 1;
        Keep(number, form);
        _fresh.Add(number);
        return number;
    }

    public static void Write(SqliteConnection keys, IEnumerable<(int Number, SignalForm Form)> fresh)
    {
        foreach (var (number, form) in fresh)
        {
            keys.Run("""
                INSERT INTO profiles_timeline_form (id, source_id, kind, has_text, answered, language, activity)
                VALUES (@id, @source, @kind, @text, @answered, @language, @activity)
                """,
                ("@id", number), ("@source", form.SourceId), ("@kind", (int)form.Kind), ("@text", form.HasText ? 1 : 0), ("@answered", form.Answered ? 1 : 0),
                ("@language", form.Language), ("@activity", form.Activity));
        }
    }

    void Keep(int number, SignalForm form)
    {
        _last = Math.Max(_last, number);
        _numbers[form] = number;
        _forms[number] = form;
        _ofSource[form.SourceId] = _ofSource.GetValueOrDefault(form.SourceId) + 1;
    }
}
