using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Throughline.Listening.Files;
using Throughline.Listening.Quality.Profiling;

namespace Throughline.Server.Cli;

/// <summary><c>throughline profile FILE</c>: what every column of a file looks like, before anything is imported. Prints no value of a personal column.</summary>
static class ProfileVerb
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "CSV, NDJSON, Parquet, xlsx or another table that can be imported." };
        var json = new Option<bool>("--json") { Description = "The whole profile as one line of JSON." };
        var command = new Command("profile", "What every column of a file looks like; nothing is stored") { file, json };
        command.SetAction((parsed, stop) => Task.FromResult(Run(
            parsed.GetValue(file)!, parsed.GetValue(json), parsed.InvocationConfiguration.Output, stop)));
        return command;
    }

    static int Run(string path, bool asJson, TextWriter stdout, CancellationToken stop)
    {
        if (!File.Exists(path))
        {
            throw new InputRefused($"There is no file {path}.");
        }

        var (table, problem) = TableFile.Recognise(path);
        if (table is null)
        {
            throw new InputRefused($"{path}: {problem!.Message} {problem.WhatToDo}");
        }

        var profile = TableProfile.Of(table, long.MaxValue, stop);
        if (asJson)
        {
            stdout.WriteLine(JsonSerializer.Serialize(profile, VerbJson.OneLine));
        }
        else
        {
            Print(profile, stdout);
        }

        if (profile.Problem is not null)
        {
            throw new InputRefused($"{path}: {profile.Problem} The profile is of the {profile.Rows.ToString("N0", CultureInfo.InvariantCulture)} rows before.");
        }

        return 0;
    }

    static void Print(FileProfile profile, TextWriter stdout)
    {
        stdout.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{profile.Rows:N0} rows, {profile.Fields.Count} columns, {profile.Faults:N0} rows that are no rows"));
        foreach (var field in profile.Fields)
        {
            stdout.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{field.Field}: {Kind(field)}, {field.Filled.Of - field.Filled.Count:N0} missing{Distinct(field)}{Range(field)}{Mask(field)}"));
        }
    }

    static string Kind(FieldProfile field) => field.Filled.Count == 0 ? "empty"
        : string.Create(CultureInfo.InvariantCulture, $"{JsonNamingPolicy.SnakeCaseLower.ConvertName(field.Kind.ToString())} ({Math.Floor(field.KindShare * 100)}%){(field.Personal ? ", personal" : "")}");

    static string Distinct(FieldProfile field) =>
        field.Distinct is { } one ? string.Create(CultureInfo.InvariantCulture, $", about {one.Value:N0} distinct ({one.Low:N0} to {one.High:N0})") : "";

    static string Range(FieldProfile field) =>
        field.Numbers is { Low: { } low, High: { } high } ? string.Create(CultureInfo.InvariantCulture, $", {low} to {high}")
        : field.FirstDay is { } first ? string.Create(CultureInfo.InvariantCulture, $", {first:yyyy-MM-dd} to {field.LastDay:yyyy-MM-dd}")
        : "";

    static string Mask(FieldProfile field) =>
        field.Masks.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $", mostly {field.Masks[0].Word}") : "";
}
