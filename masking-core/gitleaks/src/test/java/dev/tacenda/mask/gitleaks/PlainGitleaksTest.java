package dev.tacenda.mask.gitleaks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.mask.Finding;
import dev.tacenda.mask.MaskResult;
import dev.tacenda.mask.Masker;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What gitleaks finds is masked: a plain version of it stands against the engine, on texts put
 * together at random. The seed is the property {@code tacenda.seed}.
 */
class PlainGitleaksTest {
  private static final int ROUNDS = 1000;

  private static final String[] PIECES = {
    "acme_live_",
    "acme_test_",
    "0a1b2c3d4e5f6g7h8i9j",
    "pipeline",
    "_key",
    " = ",
    ": ",
    "\"",
    "'",
    "0123456789abcdef",
    "fedcba9876543210",
    "secret",
    "secret_name",
    "passwd",
    "=",
    "template",
    "Qw8.rT5-yU2_",
    "\n",
    "\n\n",
    " ",
    "  ",
    ";",
    "--fake-credential",
    "https://",
    "user:",
    "pa55wd",
    "@acme.example",
    "-----BEGIN ACME LICENCE-----",
    "-----END ACME LICENCE-----",
    "AID",
    "A1B2C3D4E",
    "ASK-",
    "abcdefGHIJKL012345678901",
    "ACME_TOKEN=",
    "changeme",
    "${ACME}",
    "xxxxxx",
    "deadbeef",
    "\\n",
    "aaaaaaaaaaaaaaaaaaaa",
    ".",
    ",",
    "x",
    // whole ones, so that each rule finds something
    "acme_live_0a1b2c3d4e5f6g7h8i9j",
    "pipeline_key: 0123456789abcdeffedcba9876543210 ",
    "secret = 'Qw8.rT5-yU2_kL0'",
    "https://user:pa55wd@acme.example",
    "-----BEGIN ACME LICENCE-----\nabcdefGHIJKL0123\n-----END ACME LICENCE-----",
    " AIDA1B2C3D4E ",
    " ASK-abcdefGHIJKL012345678901 ",
    "\nACME_TOKEN=abcdef\n"
  };

  private final String toml = resource("/team.toml");
  private final PlainGitleaks plain = new PlainGitleaks(toml);
  private final GitleaksConfig config = Masked.config(toml);
  private final Masker masker = Masked.masker(config.ownRules());

  @Test
  void whatGitleaksFindsIsMasked() {
    long seed = Long.getLong("tacenda.seed", System.nanoTime());
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, Integer> findings = new HashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      String text = text(random);
      MaskResult result = masker.maskText(text);
      for (PlainGitleaks.Found found : plain.detect(text)) {
        assertThat(result.findings())
            .as("seed " + seed + ", rule " + found.rule() + " in\n" + text)
            .anyMatch(finding -> covers(finding, found));
        findings.merge(found.rule(), 1, Integer::sum);
      }
      assertThat(masker.maskText(result.bytes()).bytes())
          .as("seed " + seed)
          .isSameAs(result.bytes());
    }
    assertThat(findings).as("seed " + seed).hasSize(8);
    assertThat(findings.values()).as("seed " + seed).allMatch(count -> count > 5);
  }

  @Test
  void theConfigurationOfATeamLoads() {
    assertThat(config.title()).isEqualTo("acme team configuration");
    assertThat(config.imported())
        .extracting(ImportedRule::gitleaksId)
        .containsExactly(
            "acme-token",
            "acme-pipeline",
            "generic-acme-secret",
            "acme-url",
            "acme-block",
            "acme-id",
            "acme-pair",
            "acme-dotenv");
    assertThat(config.notes())
        .extracting(ImportNote::line)
        .isEqualTo(List.of(58, 66, 72, 80, 87, 93));
  }

  private static boolean covers(Finding finding, PlainGitleaks.Found found) {
    return finding.start() <= found.start() && finding.end() >= found.end();
  }

  private static String text(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(24); i >= 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  private static String resource(String name) {
    try (InputStream in = PlainGitleaksTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
