using System.Text;
using System.Text.Json;
using Throughline.Contracts;
using Throughline.Listening.Files;
using Throughline.Listening.Quality;
using Throughline.Listening.Quality.Checks;
using Throughline.Listening.Quality.Recipes;
using Throughline.Listening.Quarantine;
using Throughline.Matching.Protection;
using Throughline.Matching.Records;

namespace Throughline.Listening.Mappings;

/// <summary>What a mapping needs to know of the file and of the moment, beside the columns.</summary>
/// <param name="FileDigest">Names rows that have no id of their own.</param>
/// <param name="ReceivedAt">Time of receipt, UTC; the time of signals whose source gives none.</param>
/// <param name="DecimalComma">How the file writes numbers.</param>
/// <param name="Arriving">True for what arrives by itself: a record without an id is no fault, its id is derived from its content.</param>
/// <param name="Rules">How the source's rows are cleaned and what they are asked; null for neither.</param>
public sealed record ReadingOf(string FileDigest, DateTime ReceivedAt, bool DecimalComma = false, bool Arriving = false, SourceRules? Rules = null);

/// <summary>A mapping made ready for one file: turns rows into signals. Keeps buffers, so one thread at a time.</summary>
public sealed class CompiledMapping
{
    readonly ReadingOf _of;
    readonly int _writer = -1;
    readonly HashSet<string> _customers = new(StringComparer.OrdinalIgnoreCase);
    readonly JsonEncodedText[] _textNames;
    readonly (int Column, JsonEncodedText Name)[] _writers = [];
    readonly CatalogueIds _ids;
    readonly int _recordId = -1;
    readonly int _timeColumn = -1;
    readonly int _touchpoint = -1;
    readonly int _channel = -1;
    readonly int _language = -1;
    readonly int _activity = -1;
    readonly TimeText? _time;
    readonly int[] _texts;
    readonly (int Column, string Namespace)[] _identifiers;
    readonly (int Column, int Id)[] _attributes;
    readonly (int Column, MatchField Field)[] _names = [];
    readonly ScoreRule[] _scores;
    readonly JsonEncodedText[] _scoreNames;
    readonly (int Column, JsonEncodedText Name)[] _rest;
    readonly RestJson _json = new();
    readonly List<Answer> _answers = [];
    readonly List<(int Score, int Column)> _aside = [];
    readonly List<AttributeValue> _values = [];
    readonly List<Identifier> _named = [];
    readonly CleanedRow? _recipe;
    readonly CompiledChecks? _checks;
    readonly JsonEncodedText[] _columnNames = [];

    /// <summary>Makes a mapping ready.</summary>
    /// <exception cref="ArgumentException">The mapping has problems: ask <see cref="MappingCheck"/> first.</exception>
    /// <exception cref="KeyNotFoundException">The ids lack a question or an attribute of the mapping.</exception>
    public CompiledMapping(Mapping mapping, IReadOnlyList<string> columns, CatalogueIds ids, ReadingOf of)
    {
        if (MappingCheck.Problems(mapping, columns) is [var problem, ..])
        {
            throw new ArgumentException($"The mapping cannot be used: {problem.At}: {problem.Detail}", nameof(mapping));
        }

        (Mapping, _of, _ids, ReceivedAt) = (mapping, of, ids, of.ReceivedAt);
        var place = columns.Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => pair.i, StringComparer.Ordinal);
        var used = mapping.Fields.Where(one => one.As != FieldUse.Ignore).ToList();
        int Only(FieldUse use) => used.Find(one => one.As == use) is { } one ? place[one.Column] : -1;

        (_recordId, _timeColumn) = (Only(FieldUse.RecordId), Only(FieldUse.Time));
        (_touchpoint, _channel, _language, _activity) = (Only(FieldUse.Touchpoint), Only(FieldUse.Channel), Only(FieldUse.Language), Only(FieldUse.Activity));
        _time = used.Find(one => one.As == FieldUse.Time) is { } time ? TimeText.For(time.Time, mapping.Zone) : null;
        _texts = [.. used.Where(one => one.As == FieldUse.Text).Select(one => place[one.Column])];
        _textNames = [.. used.Where(one => one.As == FieldUse.Text).Select(one => Encode(one.Column))];
        if (mapping.CustomerWords is { } words)
        {
            _writer = place[words.Column];
            _customers.UnionWith(words.Values.Select(value => value.Trim()));
            _writers = [.. (words.WriterColumns ?? []).Where(place.ContainsKey).Select(name => (place[name], Encode(name)))];
        }

        _identifiers = [.. used.Where(one => one.As == FieldUse.Identifier).Select(one => (place[one.Column], one.Namespace!))];
        _attributes = [.. used.Where(one => one.As == FieldUse.Attribute)
            .Select(one => (place[one.Column], ids.Attributes[one.Name ?? one.Column]))];
        _names = [.. used.Where(one => one.As == FieldUse.Attribute && one.Kind == AttributeKind.Identity)
            .Select(one => (place[one.Column], Field: FieldGuess.OfAttribute(one.Name ?? one.Column))).Where(one => NamedPerson.Tells(one.Field))
            .Select(one => (one.Item1, one.Field!.Value))];
        _scores = [.. mapping.Fields.Select((one, i) => (one, i)).Where(pair => pair.one.As == FieldUse.Score)
            .Select(pair => new ScoreRule(pair.one, pair.i, ids.Questions[pair.one.Column], place, of.DecimalComma, _time))];
        _scoreNames = [.. _scores.Select(score => Encode(score.Name))];
        var taken = used.Select(one => one.Column).ToHashSet(StringComparer.Ordinal);
        _rest = [.. columns.Where(name => !taken.Contains(name))
            .Select(name => (place[name], Encode(name is "set_aside" or "as_received" ? name + "_" : name)))];
        if (of.Rules is { } rules)
        {
            _recipe = CleanedRow.Of(rules.Steps, columns);
            _columnNames = _recipe is null ? [] : [.. columns.Select(Encode)];
            _checks = CompiledChecks.Of(rules.Checks, CompiledChecks.PlacesOf(columns), CheckAction.Quarantine, ofFile: !of.Arriving);
        }
    }

    /// <summary>The mapping.</summary>
    public Mapping Mapping { get; }

    /// <summary>Time of receipt, UTC; the time of signals whose source gives none.</summary>
    public DateTime ReceivedAt { get; set; }

    /// <summary>True when the signals' time is the time of receipt.</summary>
    public bool TimeIsReceipt => _time is null;

    /// <summary>Turns the reader's current row into a signal, or says why not. Counts values by field.</summary>
    public RowVerdict Apply(TableReader row, FieldCounts counts)
    {
        var received = row;
        if (row.Fault is not null)
        {
            return Held(received, null, row.Fault);
        }

        if (IsEmpty(row))
        {
            return Held(received, null, QuarantineReasons.EmptyRow);
        }

        if (_recipe is not null)
        {
            row = _recipe.Clean(row);
        }

        var occurred = ReceivedAt;
        DateOnly? day = null;
        if (_time is not null && TimeFault(row, out occurred, out day) is { } fault)
        {
            return Held(received, _timeColumn, fault);
        }

        var key = _recordId < 0 ? null : Value(row, _recordId);
        if ((_recordId >= 0 && key is null && !_of.Arriving) || key is { Length: > Limits.ValueLength })
        {
            return Held(received, _recordId, key is null ? QuarantineReasons.RecordIdMissing : QuarantineReasons.TooLong);
        }

        if (ReadScores(row) is { } bad)
        {
            return Held(received, bad.Column, bad.Code);
        }

        var byCustomer = _writer < 0 || _customers.Contains(Value(row, _writer) ?? "");
        if (ReadValues(row, byCustomer) is { } tooLong)
        {
            return Held(received, tooLong, QuarantineReasons.TooLong);
        }

        var text = byCustomer ? Words(row) : null;
        if (text is { Length: > Limits.TextLength })
        {
            return Held(received, _texts[0], QuarantineReasons.TooLong);
        }

        if (_checks?.Ask(row, ReceivedAt) is { } finding)
        {
            return finding.Check.Line.Action == CheckAction.Reject
                ? new(null, null, finding.Check.Line.Key)
                : new(null, new(row.Row, row.Line, finding.Field, finding.Value, finding.Check.Kind.Code!, _json.Raw(received)) { Detail = finding.Detail });
        }

        Count(counts);
        return new(new Signal
        {
            Id = key is null
                ? SignalId.OfRow(_ids.SourceId, _of.FileDigest, row.Row)
                : SignalId.OfEvent(_ids.SourceId, key),
            SourceId = _ids.SourceId,
            Kind = byCustomer ? Mapping.Kind : SignalKind.Operation,
            Mode = byCustomer ? Mapping.Mode : SignalMode.Inferred,
            OccurredAt = occurred,
            OccurredDay = day,
            RecordKey = key,
            Row = row.Row,
            Identifiers = _named.Count == 0 ? [] : _named.ToArray(),
            Customer = Customer(row),
            Activity = _activity < 0 ? null : Value(row, _activity),
            Touchpoint = _touchpoint < 0 ? Mapping.Touchpoint : Value(row, _touchpoint) ?? Mapping.Touchpoint,
            Channel = _channel < 0 ? Mapping.Channel : Value(row, _channel) ?? Mapping.Channel,
            Language = text is null ? null : LanguageOf(row, text),
            Text = text,
            Answers = _answers.Count == 0 ? [] : _answers.ToArray(),
            Attributes = _values.Count == 0 ? [] : _values.ToArray(),
            Rest = Rest(row, received, byCustomer),
        }, null);
    }

    string? TimeFault(TableReader row, out DateTime occurred, out DateOnly? day)
    {
        (occurred, day) = (default, null);
        var cell = row.Cell(_timeColumn).Trim(" \t"u8);
        return ScoreRule.IsBlank(cell) ? QuarantineReasons.TimeMissing : _time!.TryRead(cell, out occurred, out day) switch
        {
            TimeVerdict.Read => null,
            TimeVerdict.OutOfRange => QuarantineReasons.TimeOutOfRange,
            _ => QuarantineReasons.TimeUnreadable,
        };
    }

    (int Column, string Code)? ReadScores(TableReader row)
    {
        _answers.Clear();
        _aside.Clear();
        Array.Clear(_verdicts);
        if (_verdicts.Length < _scores.Length)
        {
            _verdicts = new ScoreVerdict[_scores.Length];
        }

        for (var i = 0; i < _scores.Length; i++)
        {
            var score = _scores[i];
            _verdicts[i] = score.Read(row, out var value, out var code);
            switch (_verdicts[i])
            {
                case ScoreVerdict.Answer:
                    _answers.Add(new(score.QuestionId, value));
                    break;
                case ScoreVerdict.SetAside:
                    _aside.Add((i, score.Column));
                    break;
                case ScoreVerdict.Reject:
                    return (score.Column, code);
            }
        }

        return null;
    }

    ScoreVerdict[] _verdicts = [];

    void Count(FieldCounts counts)
    {
        for (var i = 0; i < _scores.Length; i++)
        {
            counts.Count(_scores[i].FieldIndex, _verdicts[i]);
        }
    }

    /// <summary>Identifiers and attributes; the column whose value is too long, else null.</summary>
    int? ReadValues(TableReader row, bool byCustomer)
    {
        _named.Clear();
        _values.Clear();
        foreach (var (column, name) in _identifiers)
        {
            if ((byCustomer || !Array.Exists(_writers, one => one.Column == column)) && Value(row, column) is { } value)
            {
                if (value.Length > Limits.ValueLength)
                {
                    return column;
                }

                _named.Add(new(name, value));
            }
        }

        foreach (var (column, id) in _attributes)
        {
            if (Value(row, column) is { } value)
            {
                if (value.Length > Limits.ValueLength)
                {
                    return column;
                }

                _values.Add(new(id, value));
            }
        }

        return null;
    }

    /// <summary>The customer by address and name, where the source has no key of its own for them; null where it has, or names nobody.</summary>
    string? Customer(TableReader row)
    {
        if (_named.Count == 0 || _names.Length == 0 || Mapping.Kind == SignalKind.Employee || !NamedPerson.IsReachedBy(_named[0].Namespace, _named[0].Value))
        {
            return null;
        }

        string? Of(MatchField field)
        {
            var at = Array.FindIndex(_names, name => name.Field == field);
            return at < 0 ? null : Value(row, _names[at].Column);
        }

        var person = NamedPerson.Of(Of(MatchField.FullName), Of(MatchField.FirstName), Of(MatchField.LastName), Of(MatchField.BirthDate));
        return person.Length == 0 ? null : NamedCustomer.Of(_named[0], person);
    }

    string? Words(TableReader row)
    {
        string? text = null;
        foreach (var column in _texts)
        {
            if (Value(row, column) is { } more)
            {
                text = text is null ? more : $"{text}\n\n{more}";
            }
        }

        return text;
    }

    string LanguageOf(TableReader row, string text) =>
        (_language < 0 ? null : LanguageName.Of(Value(row, _language))) ?? Mapping.Language ?? TextLanguage.Of(text);

    string? Rest(TableReader row, TableReader received, bool byCustomer)
    {
        _json.Clear();
        for (var i = 0; i < _texts.Length && !byCustomer; i++)
        {
            if (row.Cell(_texts[i]) is { IsEmpty: false } words)
            {
                _json.Add(_textNames[i], words);
            }
        }

        foreach (var (column, name) in _rest)
        {
            var cell = row.Cell(column);
            if (!ScoreRule.IsBlank(cell))
            {
                _json.Add(name, cell);
            }
        }

        foreach (var (column, name) in byCustomer ? [] : _writers)
        {
            if (row.Cell(column) is { IsEmpty: false } writer)
            {
                _json.Add(name, writer);
            }
        }

        foreach (var (name, value) in row.Extras)
        {
            _json.Add(name is "set_aside" or "as_received" ? name + "_" : name, value);
        }

        foreach (var (score, column) in _aside)
        {
            _json.SetAside(_scoreNames[score], row.Cell(column));
        }

        foreach (var column in _recipe?.Changed ?? [])
        {
            _json.AsReceived(_columnNames[column], received.Cell(column));
        }

        return _json.Take();
    }

    RowVerdict Held(TableReader row, int? column, string code)
    {
        var value = column is { } at ? row.Text(at) : null;
        value = value is { Length: > 200 } ? value[..200] : value;
        return new(null, new(row.Row, row.Line, column is { } name ? row.Columns[name] : null, value, code, _json.Raw(row)));
    }

    static bool IsEmpty(TableReader row)
    {
        for (var i = 0; i < row.Columns.Count; i++)
        {
            if (!ScoreRule.IsBlank(row.Cell(i)))
            {
                return false;
            }
        }

        return row.Extras.Count == 0;
    }

    static string? Value(TableReader row, int column)
    {
        var text = row.Text(column);
        if (text.Length > 0 && (text[0] <= ' ' || text[^1] <= ' ' || text[0] >= 0x80 || text[^1] >= 0x80))
        {
            text = text.Trim();
        }

        return text.Length == 0 ? null : text;
    }

    static JsonEncodedText Encode(string name) =>
        JsonEncodedText.Encode(Encoding.UTF8.GetBytes(name), System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
}
