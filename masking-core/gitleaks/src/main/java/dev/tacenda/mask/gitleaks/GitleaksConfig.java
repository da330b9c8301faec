package dev.tacenda.mask.gitleaks;

import dev.tacenda.mask.PolicyException;
import dev.tacenda.mask.RuleSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * A gitleaks configuration, loaded as rules of ours. What gitleaks finds in a text, the rules mask;
 * what is not understood is an error with line and column; what means something else for a text
 * than for a file is in {@link #notes()}. Immutable and thread-safe.
 *
 * <pre>{@code
 * GitleaksConfig team = GitleaksConfig.load(Path.of(".gitleaks.toml"));
 * team.notes().forEach(System.err::println);
 * MaskingPolicy policy =
 *     MaskingPolicy.builder(RuleSet.standard().plus(team.ownRules())).name("team").build();
 * }</pre>
 */
public final class GitleaksConfig {
  private final String title;
  private final boolean usesDefault;
  private final List<ImportedRule> imported;
  private final List<ImportNote> notes;
  private final RuleSet ownRules;

  GitleaksConfig(
      String title, boolean usesDefault, List<ImportedRule> imported, List<ImportNote> notes) {
    this.title = title;
    this.usesDefault = usesDefault;
    this.imported = List.copyOf(imported);
    this.notes = inOrder(notes);
    this.ownRules = RuleSet.of(imported.stream().map(ImportedRule::rule).toList());
  }

  private static List<ImportNote> inOrder(List<ImportNote> notes) {
    return notes.stream()
        .sorted(
            Comparator.comparing(ImportNote::sourceName)
                .thenComparing(ImportNote::line)
                .thenComparing(ImportNote::column))
        .toList();
  }

  /**
   * Reads a configuration and the files it extends, whose paths start in its directory.
   *
   * @throws PolicyException if it is not understood in full, or a file it extends cannot be read
   * @throws IOException if it cannot be read
   */
  public static GitleaksConfig load(Path file) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    return load(file, parent == null ? file.toAbsolutePath() : parent);
  }

  /**
   * Reads a configuration and the files it extends, whose paths start in {@code directory}: in
   * gitleaks that is the one in which it is started.
   *
   * @throws PolicyException if it is not understood in full, or a file it extends cannot be read
   * @throws IOException if it cannot be read
   */
  public static GitleaksConfig load(Path file, Path directory) throws IOException {
    Objects.requireNonNull(directory, "directory");
    try (InputStream in = Files.newInputStream(file)) {
      byte[] toml = in.readNBytes(TomlFile.MAX_BYTES + 1);
      return ConfigChain.read(file.toString(), toml, file, directory);
    }
  }

  /**
   * Reads the text of a configuration, which must not extend a file; {@code sourceName} stands for
   * it in messages.
   *
   * @throws PolicyException if it is not understood in full
   */
  public static GitleaksConfig parse(String sourceName, byte[] toml) {
    Objects.requireNonNull(sourceName, "sourceName");
    return ConfigChain.read(sourceName, Objects.requireNonNull(toml, "toml"), null, null);
  }

  /** Returns the title in the file, or nothing. */
  public String title() {
    return title;
  }

  /**
   * Returns what the configuration asks for: its own rules, and the standard rules if it extends
   * gitleaks' default rules, which are not shipped.
   */
  public RuleSet ruleSet() {
    return usesDefault ? RuleSet.standard().plus(ownRules) : ownRules;
  }

  /** Returns the rules that stand in the configuration and in the files it extends. */
  public RuleSet ownRules() {
    return ownRules;
  }

  /** Returns true if the configuration, or a file it extends, extends gitleaks' default rules. */
  public boolean usesDefault() {
    return usesDefault;
  }

  /** Returns each rule that was imported, with the id it has in findings. */
  public List<ImportedRule> imported() {
    return imported;
  }

  /** Returns what means something else here than in gitleaks, in the order of the files. */
  public List<ImportNote> notes() {
    return notes;
  }

  /** Returns how much was imported. */
  @Override
  public String toString() {
    return "GitleaksConfig[" + imported.size() + " rules, " + notes.size() + " notes]";
  }
}
