using System.Globalization;
using Throughline.Contracts;
using Throughline.Platform.Http;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;

namespace Throughline.Understanding.Voices;

/// <summary>In which order signals are listed. Ties are settled by time and then by arrival, so that every order is total.</summary>
public enum VerbatimOrder
{
    /// <summary>The latest first.</summary>
    Newest = 0,
    /// <summary>The earliest first.</summary>
    Oldest = 1,
    /// <summary>The worst answer to the source's outcome question first; those without an answer last.</summary>
    Lowest = 2,
    /// <summary>The best answer to the source's outcome question first; those without an answer last.</summary>
    Highest = 3,
}

/// <summary>The SQL of an order: its key, its ORDER BY and the condition for what comes after a place.</summary>
sealed record OrderSql(VerbatimOrder Order, string Key)
{
    /// <exception cref="UseRefusedException">It is an order by answers, and none may be used for it.</exception>
    public static OrderSql Of(VerbatimOrder order, SignalFilter filter, CatalogueContents catalogue, Asking asking) => new(order,
        order is VerbatimOrder.Lowest or VerbatimOrder.Highest ? OutcomeKey(filter, catalogue, asking) : "CAST(NULL AS DOUBLE)");

    public string OrderBy => Order switch
    {
        VerbatimOrder.Newest => "occurred_at DESC, seq DESC",
        VerbatimOrder.Oldest => "occurred_at, seq",
        VerbatimOrder.Lowest => $"{Key} ASC NULLS LAST, occurred_at DESC, seq DESC",
        _ => $"{Key} DESC NULLS LAST, occurred_at DESC, seq DESC",
    };

    /// <summary>What comes after the place <c>$at, $seq</c> and, for an order by answers, <c>$key</c>.</summary>
    public string After(PageCursor place)
    {
        const string Earlier = "(occurred_at <= make_timestamp($at) AND (occurred_at < make_timestamp($at) OR seq < $seq))";
        return Order switch
        {
            VerbatimOrder.Newest => Earlier,
            VerbatimOrder.Oldest => "(occurred_at >= make_timestamp($at) AND (occurred_at > make_timestamp($at) OR seq > $seq))",
            _ when place.Key is null => $"({Key} IS NULL AND {Earlier})",
            _ => $"({Key} {(Order == VerbatimOrder.Lowest ? ">" : "<")} $key OR {Key} IS NULL OR ({Key} = $key AND {Earlier}))",
        };
    }

    public static VerbatimOrder Read(string? word) => word switch
    {
        null or "" or "newest" => VerbatimOrder.Newest,
        "oldest" => VerbatimOrder.Oldest,
        "lowest" => VerbatimOrder.Lowest,
        "highest" => VerbatimOrder.Highest,
        _ => throw new BadInputException("sort", "Sort is one of newest, oldest, lowest, highest."),
    };

    /// <summary>
    /// The answer to the first outcome question of each source, as its place between the worst (0) and the best (1) of its
    /// scale, so that sources with other scales can stand in one list.
    /// </summary>
    static string OutcomeKey(SignalFilter filter, CatalogueContents catalogue, Asking asking)
    {
        var asked = catalogue.Questions
            .Where(q => q.Role == QuestionRole.Outcome && (filter.SourceId is null || filter.SourceId == q.SourceId) && !filter.WithoutSources.Contains(q.SourceId))
            .DistinctBy(q => q.SourceId).ToList();
        var outcomes = asked.Where(q => asking.Takes(q.SourceId, Part.Of(q))).Select(Place).ToList();
        if (outcomes.Count == 0 && asked.Count > 0)
        {
            asking.Require(asked[0].SourceId, Part.Of(asked[0]));
        }

        return outcomes.Count switch
        {
            0 => "CAST(NULL AS DOUBLE)",
            1 => outcomes[0],
            _ => $"coalesce({string.Join(", ", outcomes)})",
        };
    }

    static string Place(Question question)
    {
        var (worst, best) = question.Scale.LowIsGood
            ? (question.Scale.Max, question.Scale.Min)
            : (question.Scale.Min, question.Scale.Max);
        return string.Create(CultureInfo.InvariantCulture,
            $"(({SignalWhere.Column(question)} - CAST({worst:R} AS DOUBLE)) / CAST({best - worst:R} AS DOUBLE))");
    }
}
