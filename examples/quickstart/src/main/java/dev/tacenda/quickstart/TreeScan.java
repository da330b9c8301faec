package dev.tacenda.quickstart;

import dev.tacenda.mask.KnownSecrets;
import dev.tacenda.mask.Masker;
import dev.tacenda.mask.MaskingException;
import dev.tacenda.testkit.LeakCheck;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What is found in a tree, file by file, before anything is sent. It holds the values that were
 * found, in memory only, so that what was sent can be searched for them. Immutable.
 */
final class TreeScan {
  /**
   * A value that is newly known can change what a rule finds beside it, so one round may not do.
   */
  private static final int MAX_ROUNDS = 5;

  /** How much is scanned between two lines of progress: a second or so. */
  private static final int BYTES_PER_LINE = 2_000_000;

  private final List<ScannedFile> files;
  private final KnownSecrets secrets;
  private final Map<String, String> values;

  private TreeScan(List<ScannedFile> files, KnownSecrets secrets) {
    this.files = List.copyOf(files);
    this.secrets = secrets;
    this.values = searchable(files);
  }

  /**
   * Scans a tree, and again if a value that a rule finds in one place stands in another where no
   * rule finds it: there it is then masked as a known secret.
   *
   * @param secrets what is known so far; values that are found are added
   * @param masker how to mask with given secrets
   * @param progress gets a line now and then if the tree is large
   * @throws QuickstartException if a file cannot be masked, or a value that is masked in one place
   *     is to be seen in another all the same
   */
  static TreeScan of(
      SourceTree tree,
      KnownSecrets.Builder secrets,
      Function<KnownSecrets, Masker> masker,
      PrintStream progress)
      throws QuickstartException {
    TreeScan scan = scan(tree, secrets.build(), masker, progress);
    Map<String, String> bare = scan.bareValues();
    for (int round = 1; !bare.isEmpty() && round < MAX_ROUNDS; round++) {
      bare.forEach(secrets::add);
      scan = scan(tree, secrets.build(), masker, progress);
      bare = scan.bareValues();
    }
    if (!bare.isEmpty()) {
      throw new QuickstartException(
          ExitCode.DENIED,
          "not sent: masked text still shows values of " + String.join(", ", bare.keySet()));
    }
    return scan;
  }

  private static TreeScan scan(
      SourceTree tree,
      KnownSecrets secrets,
      Function<KnownSecrets, Masker> masker,
      PrintStream progress)
      throws QuickstartException {
    Masker with = masker.apply(secrets);
    List<ScannedFile> files = new ArrayList<>();
    long bytes = 0;
    long nextLine = BYTES_PER_LINE;
    for (SourceFile file : tree.files()) {
      files.add(scan(file, with));
      bytes += file.size();
      if (bytes >= nextLine) {
        progress.println("scanned " + files.size() + " of " + tree.files().size() + " files");
        nextLine = bytes + BYTES_PER_LINE;
      }
    }
    return new TreeScan(files, secrets);
  }

  private static ScannedFile scan(SourceFile file, Masker masker) throws QuickstartException {
    try {
      return new ScannedFile(file, masker.maskText(file.content()));
    } catch (MaskingException e) {
      throw new QuickstartException(
          ExitCode.DENIED, "cannot mask " + file.path() + ": " + e.getMessage());
    }
  }

  /** Very short values would be found by chance, and longer ones than this are no secrets. */
  private static Map<String, String> searchable(List<ScannedFile> files) {
    Map<String, String> names = new LinkedHashMap<>();
    for (ScannedFile file : files) {
      for (ScannedFile.Value value : file.values()) {
        int length = value.text().strip().getBytes(StandardCharsets.UTF_8).length;
        if (length >= KnownSecrets.MIN_VALUE_BYTES && length <= KnownSecrets.MAX_VALUE_BYTES) {
          names.putIfAbsent(value.text(), value.rule() + " #" + (names.size() + 1));
        }
      }
    }
    Map<String, String> values = new LinkedHashMap<>();
    names.forEach((value, name) -> values.put(name, value));
    return values;
  }

  /** The values that are masked in one place and still to be seen in another. */
  private Map<String, String> bareValues() {
    Map<String, String> bare = new LinkedHashMap<>(values);
    if (!values.isEmpty()) {
      LeakCheck check = LeakCheck.of(values);
      files.forEach(file -> check.search(file.file().path(), file.masked().bytes()));
      bare.keySet().retainAll(check.report().leakedNames());
    }
    return bare;
  }

  /** The files in the order of their paths. */
  List<ScannedFile> files() {
    return files;
  }

  /** The secrets to mask when the files are sent. */
  KnownSecrets secrets() {
    return secrets;
  }

  /** The values that were found, by a name that may be printed. */
  Map<String, String> values() {
    return values;
  }

  /** Counts, never a value. */
  @Override
  public String toString() {
    return "TreeScan[" + files.size() + " files, " + values.size() + " values]";
  }
}
