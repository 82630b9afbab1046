using System.Globalization;
using System.Text.Json;

namespace Throughline.Demo;

/// <summary>Writes truth.json: what is planted, then each customer's truth, then what everyone asked would have said.</summary>
public static class TruthFile
{
    static readonly JsonSerializerOptions _snake = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Writes the whole file as UTF-8; one customer in memory at a time. The caller owns the stream.</summary>
    public static void Write(DemoCompany company, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = false });
        json.WriteStartObject();
        json.WriteString("from", company.Options.From.ToString("O", CultureInfo.InvariantCulture));
        json.WriteString("until", company.Options.Until.ToString("O", CultureInfo.InvariantCulture));
        json.WriteNumber("seed", company.Options.Seed);
        json.WritePropertyName("planted");
        JsonSerializer.Serialize(json, company.Truth, _snake);
        Reach relationship = new(), afterContact = new();
        json.WriteStartArray("customers");
        foreach (var story in company.Customers(DemoIds.Numbered()))
        {
            JsonSerializer.Serialize(json, story.Truth, _snake);
            relationship.Add(story.Relationship);
            afterContact.Add(story.AfterContact);
            if (json.BytesPending > 1 << 16)
            {
                json.Flush();
            }
        }

        json.WriteEndArray();
        json.WriteStartObject("answering");
        json.WriteStartObject("relationship");
        Counts(json, relationship);
        Ratio(json, "nps_of_answers", 100.0 * relationship.AnsweredNet, relationship.Answered);
        Ratio(json, "nps_of_everyone_asked", 100.0 * relationship.AskedNet, relationship.Asked);
        json.WriteEndObject();
        json.WriteStartObject("after_contact");
        Counts(json, afterContact);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void Counts(Utf8JsonWriter json, Reach reach)
    {
        json.WriteNumber("asked", reach.Asked);
        json.WriteNumber("answered", reach.Answered);
        Ratio(json, "mean_of_answers", reach.AnsweredSum, reach.Answered);
        Ratio(json, "mean_of_everyone_asked", reach.AskedSum, reach.Asked);
    }

    // Of nothing there is no mean: null.
    static void Ratio(Utf8JsonWriter json, string name, double sum, int count)
    {
        if (count == 0)
        {
            json.WriteNull(name);
        }
        else
        {
            json.WriteNumber(name, Math.Round(sum / count, 3));
        }
    }
}
