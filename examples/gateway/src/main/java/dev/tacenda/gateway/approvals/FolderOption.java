package dev.tacenda.gateway.approvals;

import dev.tacenda.claude.gate.approval.ApprovalDirectory;
import dev.tacenda.claude.gate.approval.ApprovalQuestion;
import dev.tacenda.claude.gate.approval.StoreException;
import dev.tacenda.gateway.shell.ExitCode;
import dev.tacenda.gateway.shell.Failure;
import dev.tacenda.gateway.shell.Shell;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The option that says where the questions are. Confined to one thread. */
final class FolderOption {
  /** So many that nobody can make a question whose id begins like that of another. */
  private static final int MIN_PREFIX = 16;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "Folder of the questions and decisions. Default: .tacenda/approvals")
  private Path folder = Path.of(".tacenda", "approvals");

  ApprovalDirectory open(Shell shell) throws Failure {
    try {
      return ApprovalDirectory.openToDecide(shell.directory().resolve(folder));
    } catch (StoreException e) {
      throw failure(e);
    }
  }

  Path path(Shell shell) {
    return shell.directory().resolve(folder);
  }

  /** Returns the one question whose id begins with {@code prefix}. */
  static ApprovalQuestion question(ApprovalDirectory directory, String prefix) throws Failure {
    try {
      List<String> ids = directory.ids().stream().filter(id -> id.startsWith(prefix)).toList();
      if (prefix.length() < MIN_PREFIX || ids.size() != 1) {
        throw new Failure(
            ExitCode.USAGE,
            ids.size() + " questions begin with that id; give 16 digits of it or more");
      }
      return directory
          .question(ids.get(0))
          .orElseThrow(() -> new Failure(ExitCode.UNREADABLE, "the question is gone"));
    } catch (StoreException e) {
      throw failure(e);
    }
  }

  static Failure failure(StoreException e) {
    String says =
        switch (e.denial()) {
          case UNAVAILABLE -> "cannot read or write the folder of approvals; check --dir";
          case STORE_INSECURE ->
              "others could change the folder of approvals; it must be yours only";
          case QUESTION_ALTERED -> "a question is not what its id says: somebody altered it";
          default -> "approvals: " + e.denial();
        };
    return new Failure(ExitCode.UNREADABLE, says);
  }
}
