package org.signet.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Says what went wrong, in a sentence and a hint. Stack traces are for who sets `SIGNET_DEBUG`.
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private final PrintStream err;
  private final boolean isDebugging;

  Failures(Surroundings surroundings) {
    err = new PrintStream(surroundings.err(), true, UTF_8);
    isDebugging = surroundings.isDebugging();
  }

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    var line = failure.getCommandLine();
    var name = line.getCommandSpec().qualifiedName();
    err.println(name + ": " + Shown.name(said(failure)));
    UnmatchedArgumentException.printSuggestions(failure, err);
    err.println("Try '" + name + " --help'.");
    trace(failure);
    return Exit.USAGE.code();
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed) {
    var name = line.getCommandSpec().qualifiedName();
    if (failure instanceof CommandFailure known) {
      err.println(name + ": " + known.getMessage());
      trace(known);
      return known.exit().code();
    }
    err.println(name + ": a bug in Signet: " + failure);
    if (!isDebugging) {
      err.println("Please report it, with what SIGNET_DEBUG=1 in the environment adds to this.");
    }
    trace(failure);
    return Exit.BUG.code();
  }

  private static String said(ParameterException failure) {
    var isRoot = failure.getCommandLine().getParent() == null;
    return isRoot
            && failure instanceof UnmatchedArgumentException unmatched
            && !unmatched.isUnknownOption()
        ? "There is no command '" + unmatched.getUnmatched().getFirst() + "'."
        : message(failure);
  }

  private static String message(Exception failure) {
    return Objects.requireNonNullElse(failure.getMessage(), "").strip();
  }

  private void trace(Exception failure) {
    if (isDebugging) {
      failure.printStackTrace(err);
    }
  }
}
