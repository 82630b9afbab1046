namespace Throughline.Listening.Quality.Checks;

/// <summary>A file of one thing a line, with remarks behind <c>#</c>: every line is read, and a wrong one is told with its place and does not hide the next.</summary>
static class LineFile
{
    /// <summary>Most characters of one file.</summary>
    public const int MostCharacters = 200_000;

    /// <summary>Reads a file: everything that can be used, and every line that cannot.</summary>
    /// <param name="text">The file.</param>
    /// <param name="of">What it lists, for people.</param>
    /// <param name="most">Most of them; the first line above is the last that is read.</param>
    /// <param name="read">Reads a line; <see cref="CheckSyntaxException"/> where it is wrong.</param>
    public static (IReadOnlyList<T> Lines, IReadOnlyList<CheckProblem> Problems) Read<T>(string text, string of, int most, ReadLine<T> read)
    {
        if (text.Length > MostCharacters)
        {
            return ([], [new(1, 1, null, "check_file_long", $"A file of {of} has at most {MostCharacters} characters.")]);
        }

        var (lines, problems) = (new List<T>(), new List<CheckProblem>());
        var number = 0;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            var reader = new LineReader(line);
            if (reader.IsEnd)
            {
                continue;
            }

            string? field = null;
            try
            {
                var one = read(reader, number, lines, ref field);
                if (lines.Count == most)
                {
                    problems.Add(new(number, 1, field, "check_count", $"A source has at most {most} {of}."));
                    break;
                }

                lines.Add(one);
            }
            catch (CheckSyntaxException wrong)
            {
                problems.Add(new(number, wrong.Column, field, wrong.Code, wrong.Message));
            }
        }

        return (lines, problems);
    }
}

/// <summary>Reads a line.</summary>
/// <param name="line">The line.</param>
/// <param name="number">Its number, counted from 1.</param>
/// <param name="before">What the lines before it say.</param>
/// <param name="field">The field that it is about, as soon as that is read.</param>
delegate T ReadLine<T>(LineReader line, int number, IReadOnlyList<T> before, ref string? field);
