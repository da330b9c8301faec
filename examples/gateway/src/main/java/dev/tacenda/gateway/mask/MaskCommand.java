package dev.tacenda.gateway.mask;

import dev.tacenda.gateway.report.JsonLines;
import dev.tacenda.gateway.report.LocatedFinding;
import dev.tacenda.gateway.shell.ExitCode;
import dev.tacenda.gateway.shell.Failure;
import dev.tacenda.gateway.shell.MaskerOptions;
import dev.tacenda.gateway.shell.MaskerOptions.MissingKey;
import dev.tacenda.gateway.shell.PrivateFile;
import dev.tacenda.gateway.shell.Shell;
import dev.tacenda.mask.Action;
import dev.tacenda.mask.Finding;
import dev.tacenda.mask.MaskResult;
import dev.tacenda.mask.Masker;
import dev.tacenda.mask.MaskingException;
import dev.tacenda.mask.ScanScope;
import dev.tacenda.mask.TrustedCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Masks standard input onto standard output: all of it, or on any doubt nothing. */
@Command(
    name = "mask",
    description = {
      "Masks standard input onto standard output.",
      "",
      "Input is read to its end before a byte is written, so that nothing is written if any of it"
          + " cannot be masked. Bytes that are not UTF-8 are kept.",
      ""
    })
@TrustedCode("Only the bytes of a MaskResult that nothing forbids reach standard output.")
public final class MaskCommand implements Callable<Integer> {
  private final Shell shell;

  @Mixin private MaskerOptions masking = new MaskerOptions();

  @Option(
      names = "--json",
      description =
          "The input is one JSON document: mask the strings and keys in it, and leave every other"
              + " byte as it is. Without this it is text.")
  private boolean json;

  @Option(
      names = "--findings",
      paramLabel = "FILE",
      description =
          "Write a JSON object a line for each finding: path (always -), start and end in bytes of"
              + " the input, rule, line, column, action, confidence. Never a value. Only you can"
              + " read FILE.")
  private @Nullable Path findingsFile;

  /** Creates the command for one run. */
  public MaskCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Failure {
    Masker masker = masking.masker(shell, MissingKey.CREATE);
    byte[] input = read(masker.policy().limits().maxBodyBytes());
    MaskResult result = mask(masker, input);
    keepFindings(input, result.findings());
    requireAllowed(result);
    write(result.bytes());
    return ExitCode.OK.number();
  }

  private byte[] read(int limit) throws Failure {
    try {
      byte[] input = shell.in().readNBytes(limit + 1);
      if (input.length > limit) {
        throw new Failure(
            ExitCode.LIMIT,
            "too large: the input has more than "
                + limit
                + " bytes; raise limits.max-body-bytes in the policy, or split the input");
      }
      return input;
    } catch (IOException e) {
      throw new Failure(ExitCode.UNREADABLE, "cannot read standard input");
    }
  }

  private MaskResult mask(Masker masker, byte[] input) throws Failure {
    try {
      return json ? masker.maskJson(input, ScanScope.everything()) : masker.maskText(input);
    } catch (MaskingException e) {
      boolean malformed = e.reason() == MaskingException.Reason.MALFORMED_JSON;
      throw new Failure(
          malformed ? ExitCode.MALFORMED : ExitCode.LIMIT, "not masked: " + e.getMessage());
    }
  }

  private void keepFindings(byte[] input, List<Finding> findings) throws Failure {
    if (findingsFile == null) {
      return;
    }
    try {
      ByteArrayOutputStream lines = new ByteArrayOutputStream();
      new JsonLines(lines).file("-", LocatedFinding.of(input, findings));
      PrivateFile.write(shell.directory().resolve(findingsFile), lines.toByteArray());
    } catch (IOException e) {
      throw new Failure(
          ExitCode.OUTPUT_FAILED, "cannot write " + findingsFile + "; check --findings");
    }
  }

  /** A filter has nobody to ask, so a finding that needs an approval does not pass either. */
  private static void requireAllowed(MaskResult result) throws Failure {
    if (result.verdict().compareTo(Action.ASK) >= 0) {
      String rules =
          result.findings().stream()
              .filter(finding -> finding.action().compareTo(Action.ASK) >= 0)
              .map(Finding::ruleId)
              .distinct()
              .sorted()
              .collect(Collectors.joining(", "));
      throw new Failure(
          ExitCode.DENIED, "not masked: the policy blocks or asks about what was found: " + rules);
    }
  }

  private void write(byte[] masked) throws Failure {
    try {
      shell.out().write(masked);
      shell.out().flush();
    } catch (IOException e) {
      throw new Failure(ExitCode.OUTPUT_FAILED, "cannot write to standard output");
    }
  }
}
