package dev.tacenda.gateway.policy;

import dev.tacenda.gateway.shell.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Groups the commands about policies. */
@Command(
    name = "policy",
    description = {"Checks, tests, compares, explains, signs and publishes policies.", ""})
public final class PolicyCommand {
  private PolicyCommand() {}

  /** Creates the command with its sub-commands for one run. */
  public static CommandLine create(Shell shell) {
    CommandLine line = new CommandLine(new PolicyCommand());
    line.addSubcommand(new LintCommand(shell));
    line.addSubcommand(new TestCommand(shell));
    line.addSubcommand(new DiffCommand(shell));
    line.addSubcommand(new DryRunCommand(shell));
    line.addSubcommand(new ExplainCommand(shell));
    line.addSubcommand(new SchemaCommand(shell));
    line.addSubcommand(new KeyCommand(shell));
    line.addSubcommand(new SignCommand(shell));
    line.addSubcommand(new PublishCommand(shell));
    line.addSubcommand(new HistoryCommand(shell));
    line.addSubcommand(new RollbackCommand(shell));
    return line;
  }
}
