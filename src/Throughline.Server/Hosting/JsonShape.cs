using System.Text.Json;
using System.Text.Json.Serialization;

namespace Throughline.Server.Hosting;

/// <summary>How every document looks: snake_case names and words, no comments, numbers as numbers.</summary>
static class JsonShape
{
    public static readonly JsonSerializerOptions Options = Shape(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    public static JsonSerializerOptions Shape(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.DictionaryKeyPolicy = null;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        return options;
    }
}
