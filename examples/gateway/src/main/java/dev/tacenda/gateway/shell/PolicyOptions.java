package dev.tacenda.gateway.shell;

import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PolicyException;
import dev.tacenda.mask.gitleaks.GitleaksConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say by which rules to mask. Confined to one thread. */
public final class PolicyOptions {
  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description =
          "Policy to mask by, or a gitleaks configuration (.toml). Default: the shipped policy,"
              + " which masks what any rule finds.")
  private @Nullable Path policyFile;

  @Option(
      names = "--gitleaks",
      paramLabel = "FILE",
      description =
          "Also mask what the rules of a gitleaks configuration find. What they mean less for a"
              + " text than for a file is said on standard error. Can be repeated.")
  private List<Path> gitleaksFiles = new ArrayList<>();

  /**
   * Reads the policy.
   *
   * @throws Failure if a file cannot be read or is not understood in full
   */
  MaskingPolicy read(Shell shell) throws Failure {
    MaskingPolicy policy = policy(shell);
    if (gitleaksFiles.isEmpty()) {
      return policy;
    }
    MaskingPolicy.Builder builder = policy.toBuilder();
    for (Path file : gitleaksFiles) {
      addGitleaks(builder, file, shell);
    }
    return builder.build();
  }

  private MaskingPolicy policy(Shell shell) throws Failure {
    if (policyFile == null) {
      return MaskingPolicy.standard();
    }
    try {
      Path file = shell.directory().resolve(policyFile);
      return policyFile.toString().endsWith(".toml")
          ? ofGitleaks(GitleaksConfig.load(file), shell)
          : MaskingPolicy.load(file);
    } catch (PolicyException e) {
      throw new Failure(ExitCode.POLICY_INVALID, "invalid policy: " + e.getMessage());
    } catch (IOException e) {
      throw new Failure(
          ExitCode.POLICY_INVALID,
          "cannot read the policy file " + policyFile + "; check --policy");
    }
  }

  private static MaskingPolicy ofGitleaks(GitleaksConfig config, Shell shell) {
    config.notes().forEach(note -> shell.complain(note.toString()));
    return MaskingPolicy.builder(config.ruleSet()).name("gitleaks").build();
  }

  private static void addGitleaks(MaskingPolicy.Builder policy, Path file, Shell shell)
      throws Failure {
    try {
      GitleaksConfig config = GitleaksConfig.load(shell.directory().resolve(file));
      config.notes().forEach(note -> shell.complain(note.toString()));
      policy.addRules(config.ownRules());
    } catch (PolicyException | IllegalArgumentException e) {
      throw new Failure(
          ExitCode.POLICY_INVALID, "invalid gitleaks configuration: " + e.getMessage());
    } catch (IOException e) {
      throw new Failure(
          ExitCode.POLICY_INVALID,
          "cannot read the gitleaks configuration " + file + "; check --gitleaks");
    }
  }
}
