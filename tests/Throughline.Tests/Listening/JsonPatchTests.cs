using System.Text.Json.Nodes;
using Throughline.Listening.Quarantine;

namespace Throughline.Tests.Listening;

/// <summary>The examples of RFC 6902, appendix A, and what happens at the edges.</summary>
public sealed class JsonPatchTests
{
    [Theory]
    [InlineData("""{"foo":"bar"}""", """[{"op":"add","path":"/baz","value":"qux"}]""", """{"foo":"bar","baz":"qux"}""")]
    [InlineData("""{"foo":["bar","baz"]}""", """[{"op":"add","path":"/foo/1","value":"qux"}]""", """{"foo":["bar","qux","baz"]}""")]
    [InlineData("""{"baz":"qux","foo":"bar"}""", """[{"op":"remove","path":"/baz"}]""", """{"foo":"bar"}""")]
    [InlineData("""{"foo":["bar","qux","baz"]}""", """[{"op":"remove","path":"/foo/1"}]""", """{"foo":["bar","baz"]}""")]
    [InlineData("""{"baz":"qux","foo":"bar"}""", """[{"op":"replace","path":"/baz","value":"boo"}]""", """{"baz":"boo","foo":"bar"}""")]
    [InlineData("""{"foo":{"bar":"baz","waldo":"fred"},"qux":{"corge":"grault"}}""", """[{"op":"move","from":"/foo/waldo","path":"/qux/thud"}]""", """{"foo":{"bar":"baz"},"qux":{"corge":"grault","thud":"fred"}}""")]
    [InlineData("""{"foo":["all","grass","cows","eat"]}""", """[{"op":"move","from":"/foo/1","path":"/foo/3"}]""", """{"foo":["all","cows","eat","grass"]}""")]
    [InlineData("""{"baz":"qux","foo":["a",2,"c"]}""", """[{"op":"test","path":"/baz","value":"qux"},{"op":"test","path":"/foo/1","value":2}]""", """{"baz":"qux","foo":["a",2,"c"]}""")]
    [InlineData("""{"foo":"bar"}""", """[{"op":"add","path":"/child","value":{"grandchild":{}}}]""", """{"foo":"bar","child":{"grandchild":{}}}""")]
    [InlineData("""{"foo":"bar"}""", """[{"op":"add","path":"/baz","value":"qux","xyz":123}]""", """{"foo":"bar","baz":"qux"}""")]
    [InlineData("""{"/":9,"~1":10}""", """[{"op":"test","path":"/~01","value":10}]""", """{"/":9,"~1":10}""")]
    [InlineData("""{"foo":["bar"]}""", """[{"op":"add","path":"/foo/-","value":["abc","def"]}]""", """{"foo":["bar",["abc","def"]]}""")]
    [InlineData("""{"a":1}""", """[{"op":"copy","from":"/a","path":"/b"}]""", """{"a":1,"b":1}""")]
    [InlineData("""{"a":1}""", """[{"op":"replace","path":"","value":[1]}]""", "[1]")]
    [InlineData("""{"a":null}""", """[{"op":"test","path":"/a","value":null},{"op":"add","path":"/b","value":null}]""", """{"a":null,"b":null}""")]
    [InlineData("""{"a":1.50}""", """[{"op":"add","path":"/b","value":2}]""", """{"a":1.50,"b":2}""")]
    public void A_patch_does_what_the_standard_says(string document, string patch, string wanted) =>
        Assert.Equal(wanted, JsonPatch.Parse(JsonNode.Parse(patch)).Apply(JsonNode.Parse(document))!.ToJsonString());

    [Theory]
    [InlineData("""{"baz":"qux"}""", """[{"op":"test","path":"/baz","value":"bar"}]""")]
    [InlineData("""{"foo":"bar"}""", """[{"op":"add","path":"/baz/bat","value":"qux"}]""")]
    [InlineData("""{"/":9,"~1":10}""", """[{"op":"test","path":"/~01","value":"10"}]""")]
    [InlineData("""{"a":[1]}""", """[{"op":"add","path":"/a/2","value":1}]""")]
    [InlineData("""{"a":[1,2]}""", """[{"op":"remove","path":"/a/01"}]""")]
    [InlineData("""{"a":1}""", """[{"op":"remove","path":"/b"}]""")]
    [InlineData("""{"a":1}""", """[{"op":"replace","path":"/b","value":1}]""")]
    [InlineData("""{"a":1}""", """[{"op":"copy","from":"/x","path":"/b"}]""")]
    public void A_patch_that_does_not_fit_leaves_the_document(string document, string patch)
    {
        var node = JsonNode.Parse(document)!;
        Assert.Throws<JsonPatchException>(() => JsonPatch.Parse(JsonNode.Parse(patch)).Apply(node));
        Assert.Equal(document, node.ToJsonString());
    }

    [Theory]
    [InlineData("""{"op":"add"}""", "")]
    [InlineData("""[1]""", "/0")]
    [InlineData("""[{"op":"test","path":"/a","value":1},{"op":"spread","path":"/a"}]""", "/1/op")]
    [InlineData("""[{"op":"add","path":"/a"}]""", "/0/value")]
    [InlineData("""[{"op":"remove","path":"a"}]""", "/0/path")]
    [InlineData("""[{"op":"move","path":"/a"}]""", "/0/from")]
    [InlineData("""[{"op":"move","from":"/a","path":"/a/b"}]""", "/0/path")]
    public void What_is_no_patch_is_pointed_at(string patch, string where) =>
        Assert.Equal(where, Assert.Throws<JsonPatchException>(() => JsonPatch.Parse(JsonNode.Parse(patch))).Where);
}
