using System.Diagnostics;
using Throughline.Contracts;
using Throughline.Demo;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;

namespace Throughline.Server.Flow;

/// <summary>Brings the demo company into the log, and takes it out again without a trace.</summary>
sealed class DemoLoad(SignalLog log, TimeProvider time)
{
    static readonly PurposeNaming Comes = new(Purposes.Improve, null, "demo");

    readonly Lock _turn = new();

    /// <summary>True while any of its sources is there.</summary>
    public bool Present => log.Catalogue.Contents.Sources.Any(s => s.Demo);

    /// <summary>Loads it; takes the place of one that is there.</summary>
    /// <param name="customers">1 to 1,000,000.</param>
    /// <param name="seed">The same seed gives the same company.</param>
    /// <param name="truthFile">Where the planted truths are written; null for nowhere.</param>
    /// <param name="progress">Told the signals so far.</param>
    /// <param name="cancellation">Stops the load; nothing of it stays.</param>
    public DemoLoaded Load(int customers, ulong seed, string? truthFile, Action<long>? progress, CancellationToken cancellation)
    {
        lock (_turn)
        {
            Remove();
            var watch = Stopwatch.StartNew();
            var company = DemoCompany.Create(new DemoOptions
            {
                Customers = customers,
                Seed = seed,
                Until = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(-1),
            });
            try
            {
                var stored = Append(company, progress, cancellation);
                if (truthFile is not null)
                {
                    WriteTruth(company, truthFile);
                }

                return new DemoLoaded(customers, seed, stored, watch.Elapsed.TotalSeconds);
            }
            catch
            {
                Remove();
                throw;
            }
        }
    }

    /// <summary>Removes it; signals removed.</summary>
    public long Remove()
    {
        lock (_turn)
        {
            return log.Catalogue.Contents.Sources.Where(s => s.Demo).Sum(s => log.RemoveSource(s.Id));
        }
    }

    long Append(DemoCompany company, Action<long>? progress, CancellationToken cancellation)
    {
        var catalogue = log.Catalogue;
        var ids = DemoIds.Resolve(
            source => catalogue.DeclareSource(source.Name, hasTime: true, demo: true).Id,
            (source, question) => catalogue.DeclareQuestion(new Question
            {
                Id = 0,
                SourceId = source,
                Name = question.Name,
                Label = question.Label,
                Scale = question.Scale,
                Metric = question.Metric,
                Role = question.Role,
            }).Id,
            attribute => catalogue.DeclareAttribute(attribute.Name, attribute.Kind).Id);
        var attributes = DemoCatalogue.Attributes.Select(a => ids[a]).ToList();
        Register([.. DemoCatalogue.Sources.Select(s => ids[s])]);
        var stages = DemoCatalogue.Sources.ToDictionary(s => ids[s], s => log.BeginImport(
            new IntakeOrigin { ImportId = -ids[s], SourceId = ids[s], File = "demo" }, attributes));
        try
        {
            var count = 0L;
            foreach (var signal in company.Signals(ids))
            {
                stages[signal.SourceId].Add(signal);
                if (++count % 10_000 == 0)
                {
                    cancellation.ThrowIfCancellationRequested();
                    progress?.Invoke(count);
                }
            }

            var stored = stages.Values.Sum(stage => stage.Commit(cancellation).Stored);
            RegisterAttributes([.. stages.Keys]);
            return stored;
        }
        finally
        {
            foreach (var stage in stages.Values)
            {
                stage.Dispose();
            }
        }
    }

    /// <summary>Brings a demo company that was loaded before there was a register, or before it held attributes, into it.</summary>
    public void CarryOver()
    {
        var sources = log.Catalogue.Contents.Sources.Where(s => s.Demo).Select(s => s.Id).ToList();
        Register([.. sources.Where(source => !log.Uses.Knows(source))]);
        if (sources.Count > 0 && !log.Uses.Elements().Any(one => one.Key.Kind == ElementKind.Attribute && sources.Contains(one.Key.SourceId)))
        {
            RegisterAttributes(sources);
        }
    }

    /// <summary>The attributes that the demo's sources fill.</summary>
    void RegisterAttributes(IReadOnlyList<int> sources)
    {
        var attributes = log.Catalogue.Contents.Attributes;
        if (attributes.IsEmpty)
        {
            return;
        }

        var filled = log.ReadAsync(connection =>
        {
            List<DataElement> found = [];
            using var reader = connection.Query($"""
                SELECT source_id, {string.Join(", ", attributes.Select(a => $"count({SignalWhere.Column(a)})"))}
                FROM signal WHERE source_id IN ({string.Join(", ", sources)}) GROUP BY source_id
                """);
            while (reader.Read())
            {
                var source = reader.GetInt32(0);
                found.AddRange(attributes.Where((_, i) => reader.GetInt64(i + 1) > 0).Select(a => Element(source, ElementKind.Attribute, a.Name, "attribute") with
                {
                    Behavioural = a.Kind switch { AttributeKind.Behavioural => true, AttributeKind.Attitudinal => false, _ => null },
                    Regulation = a.Kind == AttributeKind.Identity ? "personal_data" : null,
                }));
            }

            return found;
        }).GetAwaiter().GetResult();
        log.Uses.Register(filled, Comes);
    }

    /// <summary>The demo's elements with the purpose that it comes with; the register says that nobody confirmed it.</summary>
    void Register(IReadOnlyList<int> sources)
    {
        foreach (var source in sources)
        {
            var asks = log.Catalogue.Contents.QuestionsOf(source).ToList();
            log.Uses.Register(
            [
                .. asks.Select(q => Element(source, ElementKind.Score, q.Name, "score") with { Label = q.Label, Behavioural = false }),
                Element(source, ElementKind.Text, "text", "text") with { Behavioural = false },
                Element(source, ElementKind.Identifier, "customer", "customer"),
                Element(source, ElementKind.Time, "time", "occurred_at"),
                Element(source, ElementKind.Touchpoint, "touchpoint", "touchpoint"),
                Element(source, ElementKind.Channel, "channel", "channel"),
            ], Comes);
        }
    }

    DataElement Element(int source, ElementKind kind, string name, string column)
    {
        var asks = log.Catalogue.Contents.QuestionsOf(source).Any();
        return new DataElement
        {
            Key = new ElementKey(source, kind, name),
            Captured = "demo company, invented",
            Stored = $"log.duckdb, signal.{column}",
            Mode = asks ? SignalMode.Direct : SignalMode.Inferred,
            Solicited = asks,
        };
    }

    static void WriteTruth(DemoCompany company, string file)
    {
        var unfinished = file + ".part";
        using (var stream = File.Create(unfinished))
        {
            TruthFile.Write(company, stream);
        }

        File.Move(unfinished, file, overwrite: true);
    }
}

/// <summary>What was loaded.</summary>
sealed record DemoLoaded(int Customers, ulong Seed, long Signals, double Seconds);
