package dev.tacenda.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.mask.Masker;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** That what the README shows is what the code does. */
class ReadmeTest {
  private static final Path ROOT = Path.of("..", "..");

  @Test
  void showsCodeThatCompiles() throws IOException {
    String example =
        Files.readString(Path.of("src/test/java/dev/tacenda/quickstart/ReadmeExample.java"));

    for (String line : block("java").lines().toList()) {
      assertThat(example.lines().map(String::strip)).contains(line.strip());
    }
  }

  @Test
  void showsWhatTheMaskerMakesOfTheText() throws IOException {
    List<String> before = new ArrayList<>();
    List<String> after = new ArrayList<>();
    for (String line : block("").lines().toList()) {
      int gap = line.indexOf("  ");
      before.add(line.substring(0, gap));
      after.add(line.substring(gap).strip());
    }
    Masker masker = Masker.of(MaskingPolicy.standard(), PlaceholderKey.of(new byte[32]));

    String masked = masker.maskText(String.join("\n", before)).text();

    assertThat(masked.lines()).containsExactlyElementsOf(after);
  }

  @Test
  void showsAPolicyThatLoads() throws IOException {
    byte[] yaml = block("yaml").getBytes(StandardCharsets.UTF_8);

    assertThat(MaskingPolicy.parse("README.md", yaml).name()).isEqualTo("ci");
  }

  @Test
  void linksToFilesThatExist() throws IOException {
    String readme = readme();
    for (int at = readme.indexOf("]("); at >= 0; at = readme.indexOf("](", at + 1)) {
      String[] target = readme.substring(at + 2, readme.indexOf(')', at)).split("#", 2);
      Path file = ROOT.resolve(target[0]);
      assertThat(file).exists();
      if (target.length > 1) {
        assertThat(Files.readAllLines(file).stream().map(ReadmeTest::anchor)).contains(target[1]);
      }
    }
  }

  /** Returns what a link to a heading ends in; empty for any other line. */
  private static String anchor(String line) {
    return line.startsWith("#")
        ? line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT).replace(' ', '-')
        : "";
  }

  /** Returns the content of the first fenced block with this info string. */
  private static String block(String info) throws IOException {
    boolean inside = false;
    boolean wanted = false;
    StringBuilder content = new StringBuilder();
    for (String line : readme().lines().toList()) {
      if (line.startsWith("```")) {
        if (wanted) {
          return content.toString();
        }
        inside = !inside;
        wanted = inside && line.substring(3).equals(info);
      } else if (wanted) {
        content.append(line).append('\n');
      }
    }
    throw new AssertionError("README.md has no block ```" + info);
  }

  private static String readme() throws IOException {
    return Files.readString(ROOT.resolve("README.md"));
  }
}
