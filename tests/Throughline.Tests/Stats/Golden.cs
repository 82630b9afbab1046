using Xunit;
using System.Text.Json;

namespace Throughline.Tests.Stats;

/// <summary>Reads golden files of the shared folder, and compares to a tolerance that the test names.</summary>
static class Golden
{
    public static JsonElement Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(SharedFolder.Require($"data/statistics/golden/{file}")));
        return document.RootElement.Clone();
    }

    public static void Close(double expected, double actual, double tolerance, string what)
    {
        if (!(Math.Abs(expected - actual) <= tolerance))
        {
            Assert.Fail($"{what}: expected {expected:R}, was {actual:R}, apart by {Math.Abs(expected - actual):E2} (allowed {tolerance:E0}).");
        }
    }

    public static void Close(JsonElement expected, double low, double high, double tolerance, string what)
    {
        Close(expected[0].GetDouble(), low, tolerance, what + " low");
        Close(expected[1].GetDouble(), high, tolerance, what + " high");
    }
}
