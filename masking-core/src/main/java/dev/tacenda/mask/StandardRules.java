package dev.tacenda.mask;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/**
 * The shipped rules. They are written as YAML; the build reads these files as strictly as anyone's,
 * and prepares a table of their rules that a starting JVM reads in a hundredth of the time.
 */
final class StandardRules {
  static final List<String> FILES =
      List.of(
          "cloud",
          "vcs",
          "ai",
          "messaging",
          "payment",
          "devtools",
          "prefixes",
          "formats",
          "monitoring",
          "features",
          "data-platforms",
          "marketing",
          "web-data",
          "identity",
          "commerce",
          "social",
          "storage-cdn",
          "crypto-finance",
          "productivity",
          "communications",
          "devices",
          "named-services",
          "tokens",
          "keys",
          "connections",
          "assignments",
          "personal",
          "national-ids",
          "internal-names");

  /** The table, beside this class. */
  static final String TABLE = "rules/standard.bin";

  private StandardRules() {}

  /**
   * Reads the prepared rules.
   *
   * @throws IllegalStateException if the table is missing, damaged, or not of these files
   */
  static RuleSet prepared() {
    return prepared(TABLE);
  }

  static RuleSet prepared(String name) {
    RuleTable table = RuleTable.read(name, bytes(name));
    if (Resources.isInFolder(name)) {
      requireFresh(table);
    }
    return RuleSet.ofSorted(table.rules());
  }

  private static byte[] bytes(String name) {
    try {
      return Resources.read(name);
    } catch (UncheckedIOException e) {
      throw new IllegalStateException(RuleTable.message(name, "cannot be read"), e);
    }
  }

  /**
   * In a folder a file of rules may be newer than the table, as in an IDE between two builds. In a
   * jar there are only tables that were made with it.
   */
  static void requireFresh(RuleTable table) {
    if (!table.isOf(sources())) {
      throw new IllegalStateException(RuleTable.message(TABLE, "is older than its files"));
    }
  }

  /** Returns the table that {@link #prepared} reads. */
  static byte[] prepare() {
    return new RuleTable(sources(), RuleTableWriter.write(read().rules())).bytes();
  }

  /** Reads the files themselves. */
  static RuleSet read() {
    return RuleSet.of(
        FILES.stream()
            .flatMap(name -> RuleReader.file(name + ".yaml", source(name)).stream())
            .toList());
  }

  private static byte[] source(String name) {
    return Resources.read("rules/" + name + ".yaml");
  }

  private static byte[] sources() {
    MessageDigest sha256 = PolicyDigest.sha256();
    for (String name : FILES) {
      sha256.update(name.getBytes(StandardCharsets.UTF_8));
      sha256.update((byte) 0);
      sha256.update(sha256Of(source(name)));
    }
    return sha256.digest();
  }

  private static byte[] sha256Of(byte[] bytes) {
    return PolicyDigest.sha256().digest(bytes);
  }
}
