using System.Globalization;
using System.Text;
using Throughline.Contracts;

namespace Throughline.Understanding.Themes;

/// <summary>A filter as it stands in the address of a page, without a question mark: what is read from it is the same filter.</summary>
static class FilterText
{
    /// <summary>Writes it. Sources that are left out, and that only texts are asked for, are no part of an address.</summary>
    public static string Of(SignalFilter filter)
    {
        var text = new StringBuilder();
        Add("source", filter.SourceId?.ToString(CultureInfo.InvariantCulture));
        if (filter.Period is { } period)
        {
            Add("from", period.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            Add("to", period.To.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }

        Each("channel", filter.Channels);
        Each("touchpoint", filter.Touchpoints);
        Each("language", filter.Languages);
        Each("detector", filter.Detectors);
        Each("read_in", filter.ReadIn);
        Each("topic", filter.Topics.Select(id => id.ToString(CultureInfo.InvariantCulture)));
        foreach (var choice in filter.Attributes)
        {
            Each(string.Create(CultureInfo.InvariantCulture, $"a.{choice.AttributeId}"), choice.Values);
        }

        foreach (var range in filter.Scores)
        {
            Add(string.Create(CultureInfo.InvariantCulture, $"s.{range.QuestionId}"), string.Create(CultureInfo.InvariantCulture, $"{range.From}..{range.To}"));
        }

        Add("customer", filter.Customer?.ToString());
        Add("q", filter.Words);
        return text.ToString();

        void Each(string name, IEnumerable<string> values)
        {
            foreach (var value in values)
            {
                Add(name, value);
            }
        }

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                text.Append(text.Length > 0 ? "&" : "").Append(name).Append('=').Append(Uri.EscapeDataString(value));
            }
        }
    }
}
