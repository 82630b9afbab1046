using System.Security.Cryptography;
using System.Text.Json;
using Throughline.Contracts;
using Throughline.Demo;

namespace Throughline.Tests.Demo;

public sealed class DeterminismTests
{
    [Fact]
    public void Equal_options_tell_equal_bytes()
    {
        var once = Digest(DemoCompany.Create(Solvane.Options(300)).Signals(Solvane.Ids));
        var again = Digest(DemoCompany.Create(Solvane.Options(300)).Signals(Solvane.Ids));
        Assert.Equal(once, again);
    }

    [Fact]
    public void Another_seed_tells_another_story() =>
        Assert.NotEqual(
            Digest(DemoCompany.Create(Solvane.Options(50)).Signals(Solvane.Ids)),
            Digest(DemoCompany.Create(Solvane.Options(50, seed: 2)).Signals(Solvane.Ids)));

    [Fact]
    public void A_customer_is_the_same_in_a_larger_company()
    {
        var small = DemoCompany.Create(Solvane.Options(200)).Customers(Solvane.Ids, 100, 100);
        var large = DemoCompany.Create(Solvane.Options(1_000_000)).Customers(Solvane.Ids, 100, 100);
        Assert.Equal(Digest(small.SelectMany(s => s.Signals)), Digest(large.SelectMany(s => s.Signals)));
    }

    [Fact]
    public void Threads_change_nothing()
    {
        var company = DemoCompany.Create(Solvane.Options(240));
        var ranges = new string[12];
        Parallel.For(0, ranges.Length, i => ranges[ranges.Length - 1 - i] = Range(ranges.Length - 1 - i));
        Assert.Equal(Enumerable.Range(0, ranges.Length).Select(Range), ranges);

        string Range(int i) => Digest(company.Customers(Solvane.Ids, i * 20, 20).SelectMany(s => s.Signals));
    }

    [Fact]
    public void The_truth_file_is_the_same_each_time()
    {
        byte[] Truth()
        {
            using var stream = new MemoryStream();
            TruthFile.Write(DemoCompany.Create(Solvane.Options(100)), stream);
            return stream.ToArray();
        }

        Assert.Equal(Truth(), Truth());
    }

    static string Digest(IEnumerable<Signal> signals)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var signal in signals)
        {
            hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(signal));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
