namespace Throughline.Demo;

/// <summary>Word lists that lie inside the assembly.</summary>
internal static class Resource
{
    /// <summary>Lines of a list, trimmed, without the empty ones and those that start with #.</summary>
    public static IEnumerable<string> Lines(string name)
    {
        using var stream = typeof(Resource).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The word list {name} is not in the assembly.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            var text = line.Trim();
            if (text.Length > 0 && text[0] != '#')
            {
                yield return text;
            }
        }
    }
}
