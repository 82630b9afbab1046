namespace Throughline.Server.Cli;

/// <summary>What was given to a verb cannot be used; the message is the one line that the caller reads.</summary>
sealed class InputRefused(string message, Exception? cause = null) : Exception(message, cause);
