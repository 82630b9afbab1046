using Throughline.Contracts;

namespace Throughline.Demo;

/// <summary>Where somebody writes a customer down.</summary>
internal enum Desk
{
    Crm, Shop, App, Phone,
}

/// <summary>A customer as one source wrote them down: names in either script, slips of the pen, fields left out.</summary>
internal sealed record SourceRecord
{
    public required Desk Desk { get; init; }
    public required Identifier Key { get; init; }
    public required string Given { get; init; }
    public required string Family { get; init; }
    public required string Full { get; init; }
    public required string? Birth { get; init; }
    public required string? Email { get; init; }
    public required string? Phone { get; init; }
    public required bool WithAddress { get; init; }

    /// <summary>The identifiers that this source puts on its signals, the strongest first.</summary>
    public IReadOnlyList<Identifier> Identifiers => _identifiers ??= [.. Named()];

    IReadOnlyList<Identifier>? _identifiers;

    IEnumerable<Identifier> Named()
    {
        yield return Key;
        if (Email is not null)
        {
            yield return new Identifier("email", Email);
        }

        if (Phone is not null)
        {
            yield return new Identifier("phone", Phone);
        }
    }
}
