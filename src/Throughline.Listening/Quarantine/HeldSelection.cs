using System.Text.Json.Serialization;
using Throughline.Listening.Collectors;
using Throughline.Platform.Http;
using Throughline.Platform.Log;

namespace Throughline.Listening.Quarantine;

/// <summary>Which held events: what is not given does not narrow the choice.</summary>
record HeldChoice
{
    /// <summary>Name or number of the source.</summary>
    [JsonPropertyName("source")]
    public string? Source { get; init; }

    /// <summary>Code of the reason.</summary>
    [JsonPropertyName("reason")]
    public string? Reason { get; init; }

    /// <summary>Ids in quarantine.</summary>
    [JsonPropertyName("ids")]
    public IReadOnlyList<Guid>? Ids { get; init; }

    /// <summary>Arrived at this time or later.</summary>
    [JsonPropertyName("from")]
    public DateTimeOffset? From { get; init; }

    /// <summary>Arrived before this time.</summary>
    [JsonPropertyName("to")]
    public DateTimeOffset? To { get; init; }

    /// <summary>True when it chooses everything that waits.</summary>
    [JsonIgnore]
    public bool IsOpen => Source is null && Reason is null && Ids is null && From is null && To is null;
}

/// <summary>A choice of held events as SQL.</summary>
sealed class HeldSelection
{
    const int MostIds = 10_000;

    readonly List<string> _conditions = [];
    readonly List<(string Name, object? Value)> _parameters = [];

    /// <exception cref="BadInputException">There are too many ids.</exception>
    /// <exception cref="NotFoundException">There is no such source.</exception>
    public HeldSelection(HeldChoice choice, SignalLog log)
    {
        And("source", "source_id = $source", choice.Source is null ? null : NamedSource.Find(log, choice.Source).Id);
        And("reason", "code = $reason", choice.Reason);
        And("since", "held_at >= $since", choice.From?.UtcDateTime);
        And("until", "held_at < $until", choice.To?.UtcDateTime);
        if (choice.Ids is { } ids)
        {
            if (ids.Count > MostIds)
            {
                throw new BadInputException("ids", $"Name at most {MostIds:N0} ids, or choose by source, reason and time.", "too_many_ids");
            }

            // Guids that were parsed: nothing of the caller's text gets into the statement.
            _conditions.Add(ids.Count == 0 ? "FALSE" : $"id IN ({string.Join(", ", ids.Select(id => $"'{id}'::UUID"))})");
        }
    }

    /// <summary>The condition.</summary>
    public string Sql => _conditions.Count == 0 ? "TRUE" : string.Join(" AND ", _conditions);

    /// <summary>Its parameters.</summary>
    public (string Name, object? Value)[] Parameters => [.. _parameters];

    /// <summary>Narrows it further.</summary>
    public HeldSelection And(string name, string condition, object? value)
    {
        if (value is not null)
        {
            _conditions.Add(condition);
            _parameters.Add((name, value));
        }

        return this;
    }
}
