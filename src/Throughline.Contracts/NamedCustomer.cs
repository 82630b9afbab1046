using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Throughline.Contracts;

/// <summary>
/// How the log names a customer whom a source knows by an address or a number alone. Several people may be reached there, so the address is no person:
/// the customer is the address with who was named beside it, as a mark that does not spell the name out.
/// </summary>
public static class NamedCustomer
{
    const int MarkLength = 16;

    /// <summary>The customer's name in the log.</summary>
    /// <param name="identifier">Where they are reached.</param>
    /// <param name="person">Who was named, in normal form; not empty.</param>
    public static string Of(Identifier identifier, string person) =>
        $"{identifier}#{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(person)).AsSpan(0, MarkLength / 2))}";

    /// <summary>The identifier in a customer's name in the log: the name itself, without the mark of a person.</summary>
    public static string IdentifierOf(string customer) => IsMarked(customer) ? customer[..^(MarkLength + 1)] : customer;

    /// <summary>All identifiers of a signal, from the two columns in which the log keeps them.</summary>
    /// <param name="customer">The customer's name in the log; null where nobody is named.</param>
    /// <param name="listed">A JSON array of all of them; null where the customer's name says it all.</param>
    public static IReadOnlyList<string> IdentifiersOf(string? customer, string? listed) =>
        listed is not null ? JsonSerializer.Deserialize<string[]>(listed) ?? [] : customer is not null ? [IdentifierOf(customer)] : [];

    /// <summary>True where a name in the log has the mark of a person.</summary>
    public static bool IsMarked(string customer) =>
        customer.Length > MarkLength + 1 && customer[^(MarkLength + 1)] == '#' && customer[^MarkLength..].All(char.IsAsciiHexDigitLower);
}
