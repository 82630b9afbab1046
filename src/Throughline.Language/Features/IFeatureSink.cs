namespace Throughline.Language.Features;

/// <summary>Takes the features of a text, one after another.</summary>
interface IFeatureSink
{
    /// <summary>A feature occurs.</summary>
    /// <param name="feature">Its place.</param>
    /// <param name="start">First unit of the normal text that it is made of.</param>
    /// <param name="end">The unit after the last.</param>
    void Add(int feature, int start, int end);
}
