using FsCheck;
using FsCheck.Fluent;

namespace Throughline.Tests.Matching.Names;

/// <summary>Texts as hostile as they come: every script, marks, halves of pairs, mixed with real names.</summary>
static class Texts
{
    static readonly string[] Names = [.. KnownNames.All().SelectMany(pair => new[] { pair.Latin, pair.Native })];

    static readonly Gen<string> Any = Gen.OneOf(
        Gen.Elements(Names),
        Gen.ArrayOf(Gen.Choose(0, 0xFFFF).Select(code => (char)code)).Select(chars => new string(chars)),
        Gen.ArrayOf(Gen.Elements("aeiouxyzñçğłþß^$'·,. \u0301\u200Fابتةىءئؤپچژگھ王小明尔·ーン한글жё\uD83D".ToCharArray())).Select(chars => new string(chars)));

    public static Arbitrary<string> One { get; } = Any.ToArbitrary();

    public static Arbitrary<string[]> Many { get; } = Gen.ArrayOf(Any).ToArbitrary();
}
