package dev.tacenda.quickstart;

import dev.tacenda.mask.KnownSecrets;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PolicyException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a run works on, read and checked as a whole, so that nothing is sent if any of it is wrong.
 *
 * @param policy what to mask
 * @param root where the tree is
 * @param tree the files to review
 * @param secrets the values that are known before a rule has looked: those of the environment and
 *     of the tree's .env files
 * @param record the folder of the audit record
 */
record Inputs(
    MaskingPolicy policy, Path root, SourceTree tree, KnownSecrets.Builder secrets, Path record) {

  /**
   * Reads and checks everything.
   *
   * @throws QuickstartException if something is wrong
   */
  static Inputs check(Path root, Options options, Shell shell) throws QuickstartException {
    Optional<Path> policyFile = options.policy().map(shell.directory()::resolve);
    MaskingPolicy policy =
        policyFile.isPresent() ? policy(policyFile.get()) : MaskingPolicy.standard();
    Path record = shell.directory().resolve(options.audit());
    SourceTree tree = TreeWalk.read(root, record, options.unreviewable());
    return new Inputs(policy, root, tree, secrets(tree, shell), record);
  }

  private static MaskingPolicy policy(Path file) throws QuickstartException {
    try {
      return MaskingPolicy.load(file);
    } catch (PolicyException e) {
      throw new QuickstartException(ExitCode.POLICY_INVALID, "invalid policy: " + e.getMessage());
    } catch (IOException e) {
      throw new QuickstartException(
          ExitCode.POLICY_INVALID, "cannot read the policy file " + file + "; check --policy");
    }
  }

  private static KnownSecrets.Builder secrets(SourceTree tree, Shell shell)
      throws QuickstartException {
    KnownSecrets.Builder secrets = KnownSecrets.builder().addEnvironment(shell.environment());
    for (SourceFile file : tree.files()) {
      if (isDotEnv(file.name())) {
        addDotEnv(secrets, file.place());
      }
    }
    return secrets;
  }

  private static boolean isDotEnv(String name) {
    return name.equals(".env") || name.startsWith(".env.") || name.endsWith(".env");
  }

  private static void addDotEnv(KnownSecrets.Builder secrets, Path file)
      throws QuickstartException {
    try {
      secrets.addDotEnv(file);
    } catch (IOException e) {
      throw SourceReader.unreadable(file);
    } catch (IllegalArgumentException e) {
      throw new QuickstartException(
          ExitCode.TOO_LARGE, "cannot take secrets from " + file + ": " + e.getMessage());
    }
  }

  /** Names policy and root, never a value. */
  @Override
  public String toString() {
    return "Inputs[" + policy + ", " + root + "]";
  }
}
