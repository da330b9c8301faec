package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The engine against {@link ReferenceMasker} under the standard policy on text that people wrote:
 * every string of the JSON lines in {@code -Dtacenda.texts=FOLDER}, as text and as a JSON string
 * with escapes. The reference tries every rule everywhere, so it takes minutes.
 */
class CorporaDifferentialIT {
  private static final int MIN_BYTES = 8;

  /** The reference is quadratic in places. */
  private static final int MAX_BYTES = Integer.getInteger("tacenda.maxBytes", 8 * 1024);

  private final Masker masker = Masker.of(MaskingPolicy.standard(), TestRules.KEY);

  @Test
  void findsWhatTheReferenceFinds() throws IOException {
    List<String> different = new ArrayList<>();
    AtomicInteger texts = new AtomicInteger();
    for (Path file : files()) {
      List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
      for (int i = 0; i < lines.size(); i++) {
        String place = file.getFileName() + ":" + (i + 1);
        List<NaiveJson.Text> strings = NaiveJson.strings(lines.get(i));
        strings.parallelStream()
            .map(CorporaDifferentialIT::bytes)
            .filter(text -> text.length >= MIN_BYTES && text.length <= MAX_BYTES)
            .peek(text -> texts.incrementAndGet())
            .filter(text -> !isSame(text))
            .forEach(
                text -> {
                  synchronized (different) {
                    different.add(place);
                  }
                });
      }
    }
    System.out.println(texts + " texts, as text and as JSON, " + different.size() + " different");
    assertThat(different).isEmpty();
    assertThat(texts.get()).isPositive();
  }

  private static List<Path> files() {
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("tacenda.texts")))) {
      return all.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(NaiveJson.Text string) {
    StringBuilder text = new StringBuilder();
    string.letters().forEach(letter -> text.append(letter.bytes()));
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private boolean isSame(byte[] text) {
    ReferenceMasker reference = new ReferenceMasker(MaskingPolicy.standard(), TestRules.KEY);
    String content = new String(text, StandardCharsets.UTF_8);
    String json = "[" + new Samples(text.length).string(content) + "]";
    byte[] document = json.getBytes(StandardCharsets.UTF_8);
    return isSame(masker.maskText(text), reference.maskText(text))
        && (Utf8.firstInvalid(document) >= 0
            || isSame(
                masker.maskJson(document, ScanScope.everything()), reference.maskJson(document)));
  }

  private static boolean isSame(MaskResult actual, ReferenceMasker.Result expected) {
    return new String(actual.bytes(), StandardCharsets.ISO_8859_1).equals(expected.bytes())
        && actual.findings().equals(expected.findings());
  }
}
