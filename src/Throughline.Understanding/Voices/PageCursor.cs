using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Throughline.Platform.Http;

namespace Throughline.Understanding.Voices;

/// <summary>
/// The place after which the next page starts. It also remembers how far the log reached when the first page was read, so
/// that signals which arrive meanwhile neither shift a page nor change the total.
/// </summary>
/// <param name="Order">Order of the list.</param>
/// <param name="Head">Last signal of the log that belongs to the list.</param>
/// <param name="All">All that could be listed without a filter; 0 where that is not shown.</param>
/// <param name="Total">All that the filter lets through.</param>
/// <param name="At">Time of the last row shown, in microseconds since 1970.</param>
/// <param name="Seq">Number of the last row shown.</param>
/// <param name="Key">Its place in an order by answers; null when it has none.</param>
readonly record struct PageCursor(
    VerbatimOrder Order, long Head, long All, long Total, long At, long Seq, double? Key)
{
    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{(int)Order};{Head};{All};{Total};{At};{Seq};{Key:R}")));

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="BadInputException">It is something else, or a place in another order.</exception>
    public static PageCursor Read(string text, VerbatimOrder order)
    {
        try
        {
            var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split(';');
            if (parts.Length == 7 && Number(parts[0]) == (int)order)
            {
                return new PageCursor(order, Number(parts[1]), Number(parts[2]), Number(parts[3]), Number(parts[4]), Number(parts[5]),
                    parts[6].Length == 0 ? null : double.Parse(parts[6], NumberStyles.Float, CultureInfo.InvariantCulture));
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
