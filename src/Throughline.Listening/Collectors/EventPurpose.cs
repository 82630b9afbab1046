using Throughline.Contracts;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;

namespace Throughline.Listening.Collectors;

/// <summary>The purpose of a source whose events arrive by themselves, said when its first key is made: before the first event, as at the import of a file.</summary>
public static class EventPurpose
{
    /// <summary>Puts the source's elements into the register with a purpose. A source that is there already keeps what was said of it.</summary>
    public static void Name(SignalLog log, Source source, PurposeNaming naming)
    {
        if (!log.Uses.Knows(source.Id))
        {
            ArrivedElements.Register(log, source.Id, SignalMode.Inferred, "key", naming, hasText: true);
        }
    }
}
