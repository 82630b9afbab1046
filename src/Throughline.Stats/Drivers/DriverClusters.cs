namespace Throughline.Stats;

/// <summary>Groups of drivers linked by correlations too high to tell them apart.</summary>
static class DriverClusters
{
    /// <summary>
    /// Connected groups of at least two drivers, as column indices of the table, in the order of their first
    /// member.
    /// </summary>
    public static List<int[]> Of(DriverPoint point, double alikeAbove)
    {
        var p = point.Correlations.Drivers;
        var seen = new bool[p];
        var clusters = new List<int[]>();
        for (var first = 0; first < p; first++)
        {
            if (seen[first])
            {
                continue;
            }

            var members = new List<int> { first };
            seen[first] = true;
            for (var next = 0; next < members.Count; next++)
            {
                for (var other = 0; other < p; other++)
                {
                    if (!seen[other] && Math.Abs(point.Correlations.Between[members[next] * p + other]) > alikeAbove)
                    {
                        seen[other] = true;
                        members.Add(other);
                    }
                }
            }

            if (members.Count > 1)
            {
                clusters.Add([.. members.Select(i => point.Chosen[i])]);
            }
        }

        return clusters;
    }
}
