using Throughline.Server.Cli;

return await Verbs.RunAsync(args);
