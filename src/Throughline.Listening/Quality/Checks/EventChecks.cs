using System.Globalization;
using System.Text;
using Throughline.Listening.Collectors;
using Throughline.Listening.Files;
using Throughline.Listening.Quality.Profiling;
using Throughline.Platform.Log;

namespace Throughline.Listening.Quality.Checks;

/// <summary>
/// The checks of a source for events that are read without a mapping. An event is a row of the fields that the checks name: <c>activity</c>,
/// <c>text</c>, <c>time</c>, <c>id</c>, the namespace of an identifier such as <c>user</c>, or a place in the event such as <c>properties.plan</c>.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "The row holds memory only.")]
sealed class EventChecks
{
    readonly SourceRules _rules;
    readonly EventRow _row = new() { Columns = [] };
    readonly CompiledChecks? _checks;

    EventChecks(SourceRules rules)
    {
        _rules = rules;
        _checks = CompiledChecks.Of(rules.Checks, _row.PlaceOf, CheckAction.Quarantine, ofFile: false);
        _row.Ready();
    }

    /// <summary>True where events are new: what is rejected is counted. A replay of held events counts nothing.</summary>
    public bool Counts { get; set; }

    public static EventChecks Of(SourceRules rules) => new(rules);

    /// <summary>Gives it back for the next request.</summary>
    public void Return() => _rules.Return(this);

    /// <summary>Asks an event; the first check that it does not keep, or null. A rejected one is counted.</summary>
    public CheckFinding? Ask(in ArrivedEvent one, EventSink sink)
    {
        if (_checks is null)
        {
            return null;
        }

        _row.Set(in one, sink);
        var finding = _checks.Ask(_row, sink.ReceivedAt);
        if (Counts && finding?.Check.Line.Action == CheckAction.Reject)
        {
            _rules.Turn(finding.Check.Line.Key);
        }

        return finding;
    }

    /// <summary>An event as a row of the fields that were asked for.</summary>
    sealed class EventRow : TableReader
    {
        readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
        readonly KeptCells _kept = new();
        CellBuffer _cells = new(0);

        public override long BytesRead => 0;

        public override int Cells => _places.Count;

        public int PlaceOf(string field)
        {
            if (!_places.TryGetValue(field, out var place))
            {
                _places[field] = place = _places.Count;
                if (field is not ("time" or "id" or "text" or "touchpoint" or "channel" or "language" or "activity"))
                {
                    _kept.Ask(field, place);
                }
            }

            return place;
        }

        public void Ready() => _cells = new CellBuffer(_places.Count);

        public void Set(in ArrivedEvent one, EventSink sink)
        {
            _cells.Clear();
            foreach (var (field, place) in _places)
            {
                switch (field)
                {
                    case "time":
                        one.OccurredAt.TryFormat(_cells.Room(40), out var written, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
                        _cells.Take(place, written);
                        break;
                    default:
                        Set(place, SliceOf(field, in one), sink);
                        break;
                }
            }

            SetCustomer(sink.Of(one.Customer));
            if (!_kept.IsEmpty && !one.Rest.IsEmpty)
            {
                _kept.Read(sink.Of(one.Rest), _cells);
            }
        }

        public override ReadOnlySpan<byte> Cell(int column) => _cells[column];

        public override bool Read() => false;

        protected override void Dispose(bool disposing)
        {
        }

        /// <summary>An identifier stands under its namespace.</summary>
        void SetCustomer(ReadOnlySpan<byte> customer)
        {
            if (customer.IndexOf((byte)':') is > 0 and var colon)
            {
                foreach (var (field, place) in _places)
                {
                    if (field.Length == colon && System.Text.Ascii.Equals(customer[..colon], field))
                    {
                        _cells.Set(place, customer[(colon + 1)..]);
                    }
                }
            }
        }

        void Set(int place, Slice slice, EventSink sink)
        {
            if (!slice.IsEmpty)
            {
                _cells.Set(place, sink.Of(slice));
            }
        }

        static Slice SliceOf(string field, in ArrivedEvent one) => field switch
        {
            "id" => one.Key,
            "text" => one.Text,
            "touchpoint" => one.Touchpoint,
            "channel" => one.Channel,
            "language" => one.Language,
            "activity" => one.Activity,
            _ => default,
        };
    }
}
