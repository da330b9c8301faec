package dev.tacenda.gateway;

import dev.tacenda.gateway.shell.ExitCode;
import dev.tacenda.gateway.shell.Failure;
import dev.tacenda.gateway.shell.Fault;
import dev.tacenda.gateway.shell.Shell;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code tacenda} command. Run it with {@code --help} for the sub-commands and exit codes. */
@Command(
    name = "tacenda",
    description = {
      "Masks secrets, personal data and internal values before they leave this machine."
    })
public final class Tacenda {
  private static final int HELP_WIDTH = 100;

  private Tacenda() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    // An error such as a lack of memory must not end in 1, which would mean: findings.
    Thread.setDefaultUncaughtExceptionHandler((thread, error) -> halt(error));
    System.exit(run(arguments, Shell.ofProcess()));
  }

  private static void halt(Throwable error) {
    System.err.println("tacenda: " + Fault.line(error));
    Runtime.getRuntime().halt(ExitCode.INTERNAL.number());
  }

  /** Runs a command; errors become one line on standard error and an exit code. */
  static int run(String[] arguments, Shell shell) {
    String[] plain = withoutHelpWord(arguments);
    CommandLine line = new CommandLine(new Tacenda());
    for (Subcommand subcommand : Subcommand.neededFor(plain)) {
      line.addSubcommand(subcommand.word(), subcommand.create(shell));
    }
    return prepare(line, shell).execute(plain);
  }

  /** {@code tacenda help scan} is {@code tacenda scan --help}. */
  private static String[] withoutHelpWord(String[] arguments) {
    if (arguments.length == 0 || !arguments[0].equals("help")) {
      return arguments;
    }
    String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length + 1);
    rest[rest.length - 1] = "--help";
    return rest;
  }

  private static CommandLine prepare(CommandLine line, Shell shell) {
    line.getSubcommands().values().forEach(command -> prepare(command, shell));
    line.getCommandSpec().mixinStandardHelpOptions(true).versionProvider(new Version());
    line.getCommandSpec()
        .usageMessage()
        .commandListHeading("%nCommands:%n")
        .width(HELP_WIDTH)
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(exitCodes());
    return line.setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .setOut(new PrintWriter(shell.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(shell.err(), true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler((e, arguments) -> misuse(e, shell))
        .setExecutionExceptionHandler((e, command, result) -> failed(e, result, shell));
  }

  private static Map<String, String> exitCodes() {
    Map<String, String> codes = new LinkedHashMap<>();
    for (ExitCode code : ExitCode.values()) {
      codes.put(String.valueOf(code.number()), code.meaning());
    }
    return codes;
  }

  private static int misuse(ParameterException e, Shell shell) {
    shell.complain(String.valueOf(e.getMessage()));
    PrintWriter err = e.getCommandLine().getErr();
    if (!UnmatchedArgumentException.printSuggestions(e, err)) {
      err.println("Try '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
    }
    return ExitCode.USAGE.number();
  }

  private static int failed(Exception e, ParseResult unused, Shell shell) {
    if (e instanceof Failure failure) {
      shell.complain(failure.line());
      return failure.exitCode().number();
    }
    shell.complain(Fault.line(e));
    return ExitCode.INTERNAL.number();
  }
}
