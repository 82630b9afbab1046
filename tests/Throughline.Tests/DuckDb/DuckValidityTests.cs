using Throughline.DuckDb;

namespace Throughline.Tests.DuckDb;

public sealed class DuckValidityTests
{
    [Theory]
    [InlineData("i % 3 = 0", 3_000)]
    [InlineData("i >= 2100", 2_111)]
    [InlineData("FALSE", 10)]
    [InlineData("TRUE", 70)]
    public void The_bits_say_what_every_row_says(string isNull, int rows)
    {
        using var scratch = ScratchDatabase.InMemory();
        using var reader = scratch.Connection.Query($"SELECT CASE WHEN {isNull} THEN NULL ELSE i END AS x FROM range({rows}) r(i)");
        while (reader.NextChunk())
        {
            var bits = reader.Validity(0);
            Assert.True(bits.IsEmpty || bits.Length == (reader.RowCount + 63) / 64);
            for (var row = 0; row < reader.RowCount; row++)
            {
                Assert.Equal(reader.IsValid(0, row), bits.IsEmpty || (bits[row / 64] >> (row % 64) & 1) == 1);
            }
        }

        Assert.True(reader.Validity(0).IsEmpty);
    }
}
