package dev.tacenda.gateway;

import dev.tacenda.gateway.approvals.ApprovalsCommand;
import dev.tacenda.gateway.mask.MaskCommand;
import dev.tacenda.gateway.policy.PolicyCommand;
import dev.tacenda.gateway.scan.ScanCommand;
import dev.tacenda.gateway.shell.Shell;
import java.util.Arrays;
import java.util.List;

/** The sub-commands. Only the one that is called is set up, which keeps the start short. */
enum Subcommand {
  MASK("mask"),
  SCAN("scan"),
  POLICY("policy"),
  APPROVALS("approvals");

  private final String word;

  Subcommand(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }

  Object create(Shell shell) {
    return switch (this) {
      case MASK -> new MaskCommand(shell);
      case SCAN -> new ScanCommand(shell, new Version().text());
      case POLICY -> PolicyCommand.create(shell);
      case APPROVALS -> ApprovalsCommand.create(shell);
    };
  }

  /** Returns the one that the command line begins with, or all, for help and suggestions. */
  static List<Subcommand> neededFor(String[] arguments) {
    List<Subcommand> all = List.of(values());
    if (arguments.length == 0) {
      return all;
    }
    List<Subcommand> called =
        Arrays.stream(values()).filter(each -> each.word.equals(arguments[0])).toList();
    return called.isEmpty() ? all : called;
  }
}
