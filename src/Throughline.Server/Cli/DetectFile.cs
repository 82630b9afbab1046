using System.Globalization;
using System.Text;
using Throughline.Language.Detecting;

namespace Throughline.Server.Cli;

/// <summary>
/// The file that <c>text detect</c> writes: row, language, detector, state, probability, start, end. One line for each row and detector, one more for each further piece of evidence, strongest
/// first. Rows are read in blocks by all cores; the bytes are the same whatever their number.
/// </summary>
static class DetectFile
{
    const int Block = 256; // rows that one thread reads before it takes others
    const int Ahead = 64; // blocks that are held before they are written

    public static void Write(TextWriter into, CsvTable table, int text, DetectorSet set, string? language)
    {
        into.Write("row,language,detector,state,probability,start,end\n");
        var blocks = (table.Rows.Count + Block - 1) / Block;
        var written = new StringBuilder[Ahead];
        for (var first = 0; first < blocks; first += Ahead)
        {
            var last = Math.Min(blocks, first + Ahead);
            Parallel.For(first, last, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, set.Reader, (block, _, reader) =>
            {
                var lines = (written[block - first] ??= new StringBuilder()).Clear();
                for (var row = block * Block; row < Math.Min(table.Rows.Count, (block + 1) * Block); row++)
                {
                    reader.Read(table.Rows[row][text], language);
                    Add(lines, row, set, reader);
                }

                return reader;
            }, _ => { });

            for (var block = first; block < last; block++)
            {
                into.Write(written[block - first]);
            }
        }
    }

    static void Add(StringBuilder lines, int row, DetectorSet set, DetectorReading reader)
    {
        for (var detector = 0; detector < set.Detectors.Count; detector++)
        {
            var spans = reader.Spans(detector);
            for (var i = 0; i < Math.Max(1, spans.Length); i++)
            {
                lines.Append(CultureInfo.InvariantCulture, $"{row},{reader.Language.Code},{set.Detectors[detector].Id},");
                switch (reader.State(detector))
                {
                    case DetectionState.NotAssessed:
                        lines.Append("not_assessed,,,\n");
                        break;
                    case DetectionState.Absent:
                        lines.Append(CultureInfo.InvariantCulture, $"absent,{reader.Probability(detector):0.######},,\n");
                        break;
                    default:
                        lines.Append(CultureInfo.InvariantCulture, $"present,{reader.Probability(detector):0.######},{spans[i].Start},{spans[i].End}\n");
                        break;
                }
            }
        }
    }
}
