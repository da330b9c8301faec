package dev.tacenda.mask;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Values that become known while a masker is at work. */
class SeenSecretsTest {
  private static final String VALUE = "FAKE-seen-" + "Zq81xK";

  private final SeenSecrets seen = new SeenSecrets();
  private final Masker masker =
      Masker.builder(TestRules.masker().policy(), PlaceholderKey.of(new byte[32]))
          .seenSecrets(seen)
          .build();

  @Test
  void masksAValueFromTheMomentItIsSeen() {
    assertThat(masker.maskText("x " + VALUE).text()).contains(VALUE);

    seen.see("token", VALUE);

    assertThat(masker.maskText("x " + VALUE).text()).doesNotContain(VALUE);
  }

  @Test
  void findsItInTheFormsOfKnownSecrets() {
    seen.see("token", VALUE);
    String base64 = Base64.getEncoder().encodeToString(("user:" + VALUE).getBytes(UTF_8));

    assertThat(masker.maskText("Basic " + base64).text()).doesNotContain(base64);
  }

  @Test
  void masksItInTurnsThatWereMaskedBefore() {
    String json = "{\"a\":\"" + "lorem ipsum ".repeat(1_000) + "\",\"b\":\"" + VALUE + "\"}";
    assertThat(json(json)).contains(VALUE);

    seen.see("token", VALUE);

    assertThat(json(json)).doesNotContain(VALUE);
  }

  @Test
  void masksItInAStreamThatIsUnderWay() {
    StreamMasker stream = masker.stream();
    StringBuilder out = new StringBuilder(stream.append("before " + VALUE + "\n"));

    seen.see("token", VALUE);
    out.append(stream.append(VALUE.substring(0, 5)));
    out.append(stream.append(VALUE.substring(5) + " after\n"));
    out.append(stream.finish());

    assertThat(out.toString()).startsWith("before " + VALUE).endsWith(" after\n");
    assertThat(out.indexOf(VALUE, 10)).isEqualTo(-1);
  }

  @Test
  void dropsTheOldestAndTakesThemAgain() {
    seen.see("token", VALUE);
    for (int i = 0; i < SeenSecrets.MAX_VALUES; i++) {
      seen.see("token", VALUE + i);
    }
    assertThat(masker.maskText(VALUE + SeenSecrets.MAX_VALUES / 2).text()).doesNotContain(VALUE);
    assertThat(masker.maskText("- " + VALUE + " -").text()).contains(VALUE);

    seen.see("token", VALUE);

    assertThat(masker.maskText("- " + VALUE + " -").text()).doesNotContain(VALUE);
  }

  /** Between the moment a request's token is seen and its masking, others may be seen. */
  @Test
  void whatIsSeenAgainIsNotAmongTheOldestAnyMore() {
    int spared = SeenSecrets.BATCH;
    for (int known : new int[] {0, 671, 672, 719, 720, 744, 767, 768, 1_000}) {
      SeenSecrets values = new SeenSecrets();
      Masker each =
          Masker.builder(TestRules.masker().policy(), PlaceholderKey.of(new byte[32]))
              .seenSecrets(values)
              .build();
      values.see("token", VALUE);
      for (int i = 0; i < known; i++) {
        values.see("token", VALUE + i);
      }
      values.see("token", VALUE);
      for (int i = 0; i < spared; i++) {
        values.see("token", "FAKE-another-" + i);
      }

      assertThat(each.maskText("- " + VALUE + " -").text())
          .as("after %s", known)
          .doesNotContain(VALUE);
      assertThat(values.toString()).matches("SeenSecrets\\[\\d{1,3} values]");
    }
  }

  @Test
  void aValueThatIsSeenAgainChangesNothing() {
    seen.see("token", VALUE);
    long generation = seen.snapshot().generation();

    seen.see("other", VALUE);

    assertThat(seen.snapshot().generation()).isEqualTo(generation);
  }

  @Test
  void refusesWhatCannotBeFoundAndNamesNoValue() {
    for (String bad : List.of("short", "FAKE with spaces", "\ud800FAKE-lone", "FAKE\nline")) {
      assertThatThrownBy(() -> seen.see("token", bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("token")
          .hasMessageNotContaining(bad);
    }
    assertThat(seen).hasToString("SeenSecrets[0 values]");
  }

  @Test
  void takesValuesOfManyThreadsAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<String>> masked = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String value = VALUE + "-" + i + "-end";
      masked.add(
          threads.submit(
              () -> {
                seen.see("token", value);
                return masker.maskText("- " + value + " -").text();
              }));
    }
    for (Future<String> each : masked) {
      assertThat(each.get()).startsWith("- TCN_").doesNotContain(VALUE);
    }
    threads.shutdownNow();
    assertThat(seen).hasToString("SeenSecrets[200 values]");
  }

  private String json(String json) {
    return new String(masker.maskJson(json.getBytes(UTF_8), ScanScope.everything()).bytes(), UTF_8);
  }
}
