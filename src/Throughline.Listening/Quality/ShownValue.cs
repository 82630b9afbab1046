namespace Throughline.Listening.Quality;

/// <summary>A value as a person is shown it among others.</summary>
static class ShownValue
{
    const int Most = 200;

    /// <summary>Its first 200 characters.</summary>
    public static string Cut(string value) => value.Length > Most ? value[..Most] : value;
}
