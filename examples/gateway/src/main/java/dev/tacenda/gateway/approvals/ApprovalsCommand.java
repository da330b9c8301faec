package dev.tacenda.gateway.approvals;

import dev.tacenda.gateway.shell.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Groups the commands about approvals. */
@Command(
    name = "approvals",
    description = {
      "Shows what waits for an approval, and signs decisions about it.",
      "",
      "A decision counts only if the rules of the job that asks know the key that signed it.",
      ""
    })
public final class ApprovalsCommand {
  private ApprovalsCommand() {}

  /** Creates the command with its sub-commands for one run. */
  public static CommandLine create(Shell shell) {
    CommandLine line = new CommandLine(new ApprovalsCommand());
    line.addSubcommand(new ListCommand(shell));
    line.addSubcommand(new ShowCommand(shell));
    line.addSubcommand(new ApproveCommand(shell));
    line.addSubcommand(new DenyCommand(shell));
    line.addSubcommand(new ServeCommand(shell));
    return line;
  }
}
