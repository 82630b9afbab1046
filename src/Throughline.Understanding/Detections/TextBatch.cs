using System.Text;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Language.Detecting;

namespace Throughline.Understanding.Detections;

/// <summary>Some texts of the log, and what the detectors say of them. Used again and again: nothing is allocated for a text.</summary>
sealed class TextBatch
{
    /// <summary>Most texts of a batch.</summary>
    public const int MostTexts = 1024;

    const int ManyLetters = 1 << 18;

    readonly long[] _seqs = new long[MostTexts];
    readonly int[] _sources = new int[MostTexts];
    readonly int[] _ends = new int[MostTexts];
    readonly string?[] _declared = new string?[MostTexts];
    readonly DateOnly[] _months = new DateOnly[MostTexts];
    readonly Speaker[] _speakers = new Speaker[MostTexts];
    readonly string[] _languages = new string[MostTexts];
    readonly long[] _assessed = new long[MostTexts];
    readonly long[] _present = new long[MostTexts];
    readonly int[] _firsts = new int[MostTexts + 1];
    int[] _detectors = new int[1024];
    double[] _probabilities = new double[1024];
    int[] _spanEnds = new int[1024];
    byte[] _spans = new byte[8192];
    char[] _letters = new char[1 << 16];

    /// <summary>Its place among the batches of a stretch.</summary>
    public int Place { get; set; }

    /// <summary>Texts in it.</summary>
    public int Count { get; private set; }

    /// <summary>True when no more should be put into it.</summary>
    public bool IsFull => Count == MostTexts || (Count > 0 && _ends[Count - 1] >= ManyLetters);

    /// <summary>Empties it.</summary>
    public void Clear() => Count = 0;

    /// <summary>Takes the row that a reader is on: <see cref="StretchSql.Columns"/>.</summary>
    public void Add(DuckReader row)
    {
        var start = Count == 0 ? 0 : _ends[Count - 1];
        var text = row.GetUtf8(4);
        if (start + text.Length > _letters.Length)
        {
            Array.Resize(ref _letters, Math.Max(_letters.Length * 2, start + text.Length));
        }

        _ends[Count] = start + Encoding.UTF8.GetChars(text, _letters.AsSpan(start));
        _seqs[Count] = row.GetInt64(0);
        _sources[Count] = row.GetInt32(1);
        _declared[Count] = row.IsNull(3) ? null : Declared(row);
        _speakers[Count] = (SignalKind)row.GetInt32(2) switch
        {
            SignalKind.Employee => Speaker.Employee,
            SignalKind.Transcript when row.IsNull(5) || !CustomersWords.AreKnown(row.GetUtf8(5)) => Speaker.Unknown,
            _ => Speaker.Customer,
        };
        if (_speakers[Count] == Speaker.Employee)
        {
            _months[Count] = DateOnly.FromDateTime(row.GetDateTime(6));
        }

        Count++;
    }

    /// <summary>Reads the texts: customers' with all detectors; employees' with those of effort alone, and these are counted; nobody's who is not known.</summary>
    public void Read(DetectorReading all, DetectorReading effort, RunningSet set)
    {
        var found = 0;
        for (var i = 0; i < Count; i++)
        {
            _firsts[i] = found;
            var text = _letters.AsSpan(i == 0 ? 0 : _ends[i - 1], _ends[i] - (i == 0 ? 0 : _ends[i - 1]));
            (_languages[i], _assessed[i], _present[i]) = ("", 0, 0);
            switch (_speakers[i])
            {
                case Speaker.Customer:
                    all.Read(text, _declared[i], _sources[i]);
                    found = Take(all, set, i, found);
                    break;
                case Speaker.Employee:
                    effort.Read(text, _declared[i]);
                    CountEffort(effort, i);
                    break;
            }
        }

        _firsts[Count] = found;
    }

    /// <summary>Writes the customers' texts as rows, and counts the employees'.</summary>
    public void Write(DuckAppender readings, DuckAppender detections, int version, Dictionary<(int Source, DateOnly Month), (long Read, long Present)> employees)
    {
        for (var i = 0; i < Count; i++)
        {
            if (_speakers[i] == Speaker.Employee)
            {
                var key = (_sources[i], new DateOnly(_months[i].Year, _months[i].Month, 1));
                var (read, present) = employees.GetValueOrDefault(key);
                employees[key] = (read + _assessed[i], present + _present[i]);
                continue;
            }

            readings.BeginRow().Value(_seqs[i]).Value(_sources[i]).Value(_languages[i]).Value(_assessed[i]).Value(_present[i]).Value(version).EndRow();
            for (var one = _firsts[i]; one < _firsts[i + 1]; one++)
            {
                var start = one == 0 ? 0 : _spanEnds[one - 1];
                detections.BeginRow().Value(_seqs[i]).Value(_detectors[one]).Value(_probabilities[one])
                    .Value(_spans.AsSpan(start, _spanEnds[one] - start)).Value(version).EndRow();
            }
        }
    }

    int Take(DetectorReading reading, RunningSet set, int i, int found)
    {
        _languages[i] = reading.Language.Language;
        foreach (var detector in set.Detectors)
        {
            var state = detector.IsOn ? reading.State(detector.Place) : DetectionState.NotAssessed;
            if (state == DetectionState.NotAssessed)
            {
                continue;
            }

            _assessed[i] |= 1L << detector.Number;
            if (state == DetectionState.Absent)
            {
                continue;
            }

            _present[i] |= 1L << detector.Number;
            if (found == _detectors.Length)
            {
                Array.Resize(ref _detectors, found * 2);
                Array.Resize(ref _probabilities, found * 2);
                Array.Resize(ref _spanEnds, found * 2);
            }

            var at = found == 0 ? 0 : _spanEnds[found - 1];
            foreach (var span in reading.Spans(detector.Place))
            {
                at = SpanPacking.Write(ref _spans, at, span);
            }

            (_detectors[found], _probabilities[found], _spanEnds[found]) = (detector.Number, reading.Probability(detector.Place), at);
            found++;
        }

        return found;
    }

    /// <summary>Of an employee's text one number is kept: whether any detector of effort is present.</summary>
    void CountEffort(DetectorReading effort, int i)
    {
        for (var detector = 0; detector < EmployeeEffort.Detectors.Count; detector++)
        {
            var state = effort.State(detector);
            _assessed[i] = state == DetectionState.NotAssessed ? _assessed[i] : 1;
            _present[i] = state == DetectionState.Present ? 1 : _present[i];
        }
    }

    static string? Declared(DuckReader row) => row.GetUtf8(3) switch
    {
        [] => null,
        [(byte)'e', (byte)'n'] => "en",
        [(byte)'a', (byte)'r'] => "ar",
        [(byte)'f', (byte)'a'] => "fa",
        [(byte)'z', (byte)'h'] => "zh",
        [(byte)'u', (byte)'n', (byte)'d'] => null,
        _ => row.GetString(3),
    };

    enum Speaker : byte
    {
        Customer,
        Employee,
        Unknown,
    }
}
