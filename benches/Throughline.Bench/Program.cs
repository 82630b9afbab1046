using Throughline.Bench;

// ./bench [name|--quick]: runs the scenarios, prints a table, and with BENCH_RECORD=1 writes benches/results/NAME.md.
var quick = args.Contains("--quick");
var name = args.FirstOrDefault(a => !a.StartsWith('-'));
Scenario[] all = [new AppendScenario(), new ImportScenario(), new QueryScenario(), new ProfileScenario(), new StartScenario(), new RestartScenario(), new IngestScenario(), new LongIngestScenario(), new CompareScenario(), new QualityScenario(), new LiveScenario(), new RecordScenario(), new ErasureScenario(), new LanguageScenario(), new DetectScenario(), new DetectionsScenario(), new TextScenario()];
var chosen = name is null ? all : [.. all.Where(s => s.Name == name)];
if (chosen.Length == 0)
{
    await Console.Error.WriteLineAsync($"There is no scenario \"{name}\". There are: {string.Join(", ", all.Select(s => s.Name))}.");
    return 2;
}

foreach (var scenario in chosen)
{
    var report = new Report(scenario, quick);
    await scenario.RunAsync(report, quick);
    report.Finish();
}

return 0;
