using System.Buffers.Text;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Throughline.Platform.Http;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;
using Throughline.Profiles.Reading;
using Throughline.Profiles.Timelines;
using Throughline.Understanding.Voices;

namespace Throughline.Server.Views.Profiles;

/// <summary>A customer's signals over all records, the newest first: found in the index, read from the log by number.</summary>
sealed class ProfileTimeline(SignalLog log, ProfileBook book, TimelineIndex index, VerbatimBook verbatims)
{
    const int Most = 200;
    const int WholePage = 1_000;

    /// <summary>A page. What arrives after the first page was read is in none of the later ones.</summary>
    /// <exception cref="NotFoundException">The id leads nowhere.</exception>
    /// <exception cref="UseRefusedException">None of the records may be seen.</exception>
    public async Task<VerbatimPage> ListAsync(string key, string? after, int take, CancellationToken cancellation)
    {
        if (take is < 1 or > Most)
        {
            throw new BadInputException("take", $"A page holds 1 to {Most} signals.");
        }

        using var asking = log.Uses.Ask(Use.Customers, log.Catalogue.Contents);
        var records = book.Records(book.Find(key, asking) ?? throw ProfileBook.Missing(), asking).Select(one => new TimelineRecord(one.SourceId, one.Customer)).ToList();
        var cursor = after is null ? new Cursor(index.UpTo(), index.Count(records).Sum(form => form.Count), null) : Cursor.Read(after);
        var (items, next) = await PageAsync(records, cursor, take, asking, cancellation);
        return new VerbatimPage(items, next?.ToString(), cursor.Total) { LeftOut = asking.LeftOut };
    }

    /// <summary>Signals of some places of the index, in their order; those that are gone from the log are missing.</summary>
    /// <param name="records">Of whom.</param>
    /// <param name="places">The places.</param>
    /// <param name="asking">Who asks.</param>
    /// <param name="isRead">True with what their words say.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public async Task<IReadOnlyList<Verbatim>> ReadAsync(
        IReadOnlyList<TimelineRecord> records, IReadOnlyList<TimelineSignal> places, Asking asking, bool isRead, CancellationToken cancellation)
    {
        if (places.Count == 0)
        {
            return [];
        }

        var rows = await verbatims.ReadAsync([.. places.Select(place => place.Seq)], places.Select(place => place.SourceId).ToHashSet(), asking, isRead, cancellation);
        // Two customers may have one key in the index, once in a long time.
        return [.. places.Where(place => rows.TryGetValue(place.Seq, out var row) && records.Contains(new TimelineRecord(place.SourceId, row.Customer ?? ""))).Select(place => rows[place.Seq])];
    }

    /// <summary>All signals of some records up to what the index holds now, the newest first and a page at a time, each with what came beside it.</summary>
    public async IAsyncEnumerable<IReadOnlyList<WholeSignal>> ReadAllAsync(
        IReadOnlyList<TimelineRecord> records, Asking asking, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var head = index.UpTo();
        TimelinePlace? place = null;
        while (index.Page(records, place, WholePage, head) is { Count: > 0 } page)
        {
            var rows = await verbatims.ReadWholeAsync([.. page.Select(one => one.Seq)], page.Select(one => one.SourceId).ToHashSet(), asking, cancellation);
            yield return
            [
                .. page.Where(one => rows.TryGetValue(one.Seq, out var row) && records.Contains(new TimelineRecord(one.SourceId, row.Signal.Customer ?? ""))).Select(one => rows[one.Seq]),
            ];
            place = new TimelinePlace(page[^1].At, page[^1].Seq);
        }
    }

    async Task<(List<Verbatim> Items, Cursor? Next)> PageAsync(
        List<TimelineRecord> records, Cursor cursor, int take, Asking asking, CancellationToken cancellation)
    {
        var items = new List<Verbatim>(take);
        var place = cursor.Place;
        while (true)
        {
            var wanted = take - items.Count;
            var found = index.Page(records, place, wanted + 1, cursor.Head);
            var page = found.Take(wanted).ToList();
            items.AddRange(await ReadAsync(records, page, asking, isRead: true, cancellation));
            if (found.Count <= wanted)
            {
                return (items, null);
            }

            place = new TimelinePlace(page[^1].At, page[^1].Seq);
            if (items.Count == take)
            {
                return (items, cursor with { Place = place });
            }
        }
    }

    /// <summary>The place after which the next page starts, how far the log reached at the first one, and what there was in all.</summary>
    sealed record Cursor(long Head, long Total, TimelinePlace? Place)
    {
        public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"t;{Head};{Total};{Place!.Value.At};{Place.Value.Seq}")));

        /// <exception cref="BadInputException">It is something else.</exception>
        public static Cursor Read(string text)
        {
            try
            {
                if (Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split(';') is ["t", var head, var total, var at, var seq])
                {
                    return new Cursor(Number(head), Number(total), new TimelinePlace(Number(at), Number(seq)));
                }
            }
            catch (Exception e) when (e is FormatException or OverflowException)
            {
                // Falls through to the one message for all of it.
            }

            throw new BadInputException("after", "This is no place in this list. Ask for the first page again.", "bad_page");
        }

        static long Number(string text) => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
    }
}
