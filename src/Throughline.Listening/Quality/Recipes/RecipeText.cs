using Throughline.Listening.Quality.Checks;

namespace Throughline.Listening.Quality.Recipes;

/// <summary>
/// The file of a source's recipe: one step a line, <c>FIELD STEP ARGUMENTS</c>, carried out in their order. A version never changes; taking a step
/// back is running the version before.
/// </summary>
static class RecipeText
{
    const int Most = 1_000;

    /// <summary>Reads a file: every step that can be used, and every line that cannot.</summary>
    public static (IReadOnlyList<RecipeStep> Steps, IReadOnlyList<CheckProblem> Problems) Read(string text) =>
        LineFile.Read<RecipeStep>(text, "steps", Most, (LineReader line, int number, IReadOnlyList<RecipeStep> _, ref string? field) =>
        {
            field = line.Word("the field");
            var word = line.Word("the step");
            var make = RecipeSteps.Find(word) ?? throw line.Wrong("recipe_unknown", $"There is no step \"{word}\"; there are {string.Join(", ", RecipeSteps.Words)}.");
            var arguments = line.Rest();
            var clean = make(line);
            line.End();
            return new(number, field, word, arguments, clean);
        });
}

/// <summary>One step of a recipe.</summary>
/// <param name="Line">Line of the file, counted from 1.</param>
/// <param name="Field">The column.</param>
/// <param name="Step">Word of the step.</param>
/// <param name="Arguments">What follows it, as written.</param>
/// <param name="Clean">From a value to the cleaned one; the same object when nothing changes.</param>
sealed record RecipeStep(int Line, string Field, string Step, string Arguments, Func<string, string> Clean);
