using FsCheck;
using FsCheck.Fluent;
using Throughline.Matching.Names;
using Xunit;

namespace Throughline.Tests.Matching.Names;

public sealed class NameKeysTests
{
    static ulong[] Of(string name)
    {
        var keys = new ulong[NameKeys.Most];
        return keys[..new NameKeys().Write(name, keys)];
    }

    [Theory]
    [InlineData("Mohammed", "محمد")]
    [InlineData("Muhammad", "Mohamed")]
    [InlineData("Smith", "史密斯")]
    [InlineData("Müller", "Mueller")]
    [InlineData("Johnson", "约翰逊")]
    [InlineData("Catherine", "Katharina")]
    [InlineData("Khalid", "خالد")]
    [InlineData("张伟", "張偉")]
    public void Spellings_of_one_name_share_a_key(string one, string other) => Assert.NotEmpty(Of(one).Intersect(Of(other)));

    [Fact]
    public void Most_well_known_names_share_a_key_with_their_other_spelling()
    {
        var known = KnownNames.All();
        var shared = known.Count(pair => Of(pair.Latin).Intersect(Of(pair.Native)).Any());
        Assert.True(shared >= known.Length * 0.8, $"{shared} of {known.Length}");
    }

    [Fact]
    public void Keys_are_few_and_each_once() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Texts.One, name =>
        {
            var keys = Of(name);
            Assert.True(keys.Length <= NameKeys.Most);
            Assert.Equal(keys.Length, keys.Distinct().Count());
        }));

    [Fact]
    public void Without_a_letter_there_is_no_key_and_with_no_room_none_is_written()
    {
        Assert.Empty(Of("😀 12"));
        Assert.Equal(0, new NameKeys().Write("Omar", []));
    }
}
