using Throughline.Tests.House;

namespace Throughline.Tests.Matching.Names;

/// <summary>The hand-written list of well-known names beside this file.</summary>
static class KnownNames
{
    public static (string Latin, string Native)[] All() =>
    [
        .. File.ReadLines(Checkout.Path("tests", "Throughline.Tests", "Matching", "Names", "known-names.txt"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('\t'))
            .Select(pair => (pair[0], pair[1])),
    ];
}
