package dev.tacenda.benchmarks.speed;

import dev.tacenda.mask.Finding;
import dev.tacenda.mask.MaskResult;
import dev.tacenda.mask.Masker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Text in which the shipped rules find nothing: source code, log lines and YAML, the same in every
 * run. Lines with findings are left out; what is left is masked again until nothing is found.
 */
final class CleanText {
  /** The file that holds the text, so that each process need not make it again. */
  static final String FILE_PROPERTY = "tacenda.speed.text";

  private static final int MAX_ROUNDS = 8;

  private CleanText() {}

  /** Returns the whole text, about 8 MB, from the file of {@value #FILE_PROPERTY} if it is set. */
  static String whole() throws IOException {
    String file = System.getProperty(FILE_PROPERTY);
    return file == null ? of(Integer.MAX_VALUE) : Files.readString(Path.of(file));
  }

  /**
   * Returns a beginning of the text.
   *
   * @param sourceCharacters no further source file is read when there are so many
   */
  static String of(int sourceCharacters) throws IOException {
    return withoutFindings(mixed(SourceText.files(sourceCharacters)));
  }

  private static String mixed(List<String> files) {
    GeneratedText generated = new GeneratedText(7);
    StringBuilder out = new StringBuilder();
    for (String file : files) {
      out.append(file).append('\n');
      out.append(generated.log(file.length() / 4));
      out.append(generated.yaml(file.length() / 8));
    }
    return out.toString();
  }

  private static String withoutFindings(String text) {
    Masker masker = Subject.masker();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int round = 0; round < MAX_ROUNDS; round++) {
      MaskResult result = masker.maskText(bytes);
      if (result.findings().isEmpty()) {
        return new String(bytes, StandardCharsets.UTF_8);
      }
      bytes = withoutLines(bytes, result.findings());
    }
    throw new IllegalStateException(
        "findings are left after " + MAX_ROUNDS + " rounds: " + masker.maskText(bytes));
  }

  private static byte[] withoutLines(byte[] text, List<Finding> findings) {
    BitSet found = new BitSet(text.length);
    findings.forEach(finding -> found.set(finding.start(), finding.end()));
    byte[] kept = new byte[text.length];
    int length = 0;
    for (int start = 0, end; start < text.length; start = end) {
      end = lineEnd(text, start);
      int next = found.nextSetBit(start);
      if (next < 0 || next >= end) {
        System.arraycopy(text, start, kept, length, end - start);
        length += end - start;
      }
    }
    return Arrays.copyOf(kept, length);
  }

  /** Returns the place behind the line that begins at {@code start}. */
  private static int lineEnd(byte[] text, int start) {
    int end = start;
    while (end < text.length && text[end] != '\n') {
      end++;
    }
    return Math.min(end + 1, text.length);
  }
}
