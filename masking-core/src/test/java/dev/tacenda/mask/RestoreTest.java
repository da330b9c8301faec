package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Values come back where they may, and what comes back masks to what was there before. */
class RestoreTest {
  private static final PlaceholderKey KEY = PlaceholderKey.of(new byte[32]);
  private static final String AWS = "AKI" + "AFAKE" + "FAKEFAKE2345";
  private static final String PASSWORD = "fK6k" + "289-n83r";
  private static final String EMAIL = "ada@acme-fake" + ".example";

  private static final int ROUNDS = Integer.getInteger("tacenda.rounds", 400);

  private final Masker masker = Masker.of(MaskingPolicy.standard(), KEY);
  private final Vault vault = Vault.ofBytes(100_000);

  /** All strings may have been restored into. */
  private static final ScanScope SCOPE =
      new ScanScope() {
        @Override
        public FieldClass classOf(JsonLocation location) {
          return FieldClass.JSON;
        }

        @Override
        public boolean mayHoldRestored(JsonLocation location) {
          return !location.isKey();
        }
      };

  private String mask(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return masker.maskJson(bytes, SCOPE, vault).text();
  }

  private String maskOf(String text) {
    String json = mask("[\"" + text + "\"]");
    return json.substring(2, json.length() - 2);
  }

  private Restoration restore(String text) {
    return masker.restore(text, vault, kind -> true);
  }

  @Test
  void putsBackWhatWasMaskedIn() {
    String masked = maskOf("key " + AWS + " of " + EMAIL);

    Restoration restored = restore("use " + masked + "\n");

    assertThat(restored.text()).isEqualTo("use key " + AWS + " of " + EMAIL + "\n");
    assertThat(restored.restored()).isEqualTo(2);
    assertThat(restored.left()).isZero();
    assertThat(restored).hasToString("Restoration[2 restored, 0 left]");
    assertThat(vault).hasToString("Vault[2 values]");
  }

  @Test
  void undoesTheEscapesOfJson() {
    String masked = mask("{\"password\":\"fK6k\\u0032\\u00389-n83r\"}");
    String placeholder = masked.substring(masked.indexOf("TCN_"), masked.length() - 2);
    assertThat(restore(placeholder).text()).isEqualTo(PASSWORD);
  }

  @Test
  void restoresOnlyTheKindsThatMayBe() {
    String masked = maskOf(AWS + " " + EMAIL);
    Restoration restored = masker.restore(masked, vault, kind -> kind.equals("personal"));
    assertThat(restored.text()).startsWith("TCN_").endsWith(" " + EMAIL);
    assertThat(restored.left()).isEqualTo(1);
  }

  @Test
  void restoresNoForgedCutForeignOrDroppedPlaceholder() {
    String placeholder = maskOf(AWS);
    String flipped =
        placeholder.replace(placeholder.charAt(12), placeholder.charAt(12) == 'a' ? 'b' : 'a');
    Masker foreign = Masker.of(MaskingPolicy.standard(), PlaceholderKey.of(bytes(7)));
    String foreigners = foreign.maskText(AWS).text();
    for (String each :
        List.of(flipped, placeholder.substring(1), placeholder.substring(0, 30), foreigners)) {
      assertThat(restore("x " + each + " y").text()).isEqualTo("x " + each + " y");
      assertThat(restore("x " + each + " y").left()).isZero();
    }
    vault.forget();
    assertThat(restore(placeholder).text()).isEqualTo(placeholder);
    assertThat(restore(placeholder).left()).isEqualTo(1);
  }

  private static byte[] bytes(int each) {
    byte[] key = new byte[32];
    java.util.Arrays.fill(key, (byte) each);
    return key;
  }

  @Test
  void doesNotRestoreWhatWouldNotBeFoundAgain() {
    // A short value is not looked for without its context.
    String masked = mask("{\"password\":\"x9Kq2vW\"}");
    String placeholder = masked.substring(masked.indexOf("TCN_"), masked.length() - 2);
    assertThat(placeholder).startsWith("TCN_");
    assertThat(restore(placeholder).text()).isEqualTo(placeholder);
    // Nor one that would stand inside a word.
    String password = maskOf("password=" + PASSWORD).substring("password=".length());
    assertThat(restore("x" + password + "x").restored()).isZero();
    assertThat(restore("x " + password + " x").restored()).isEqualTo(1);
  }

  @Test
  void whatWasRestoredIsMaskedFromThenOnWithoutItsContext() {
    String masked = maskOf("password=" + PASSWORD);
    assertThat(mask("[\"connect " + PASSWORD + "\"]")).contains(PASSWORD);

    restore(masked.substring("password=".length()));

    assertThat(mask("[\"connect " + PASSWORD + "\"]"))
        .isEqualTo("[\"connect " + masked.substring("password=".length()) + "\"]");
    assertThat(masker.maskText("connect " + PASSWORD).changed()).isFalse();
  }

  @Test
  void whatStandsBeforeIsLeftAsItWasSent() {
    String masked = maskOf("password=" + PASSWORD);
    restore(masked.substring("password=".length()));
    byte[] bare = ("[\"connect " + PASSWORD + "\"]").getBytes(StandardCharsets.UTF_8);
    assertThat(masker.maskJson(bare, ScanScope.everything(), vault).changed()).isFalse();
  }

  @Test
  void anotherVaultKnowsNothingOfIt() {
    String filler = "x ".repeat(10_000);
    String first = "[\"" + filler + "\",\"password=" + PASSWORD + "\"]";
    mask(first);
    restore(maskOf("password=" + PASSWORD).substring("password=".length()));
    mask(first);

    Vault other = Vault.ofBytes(1024);
    byte[] bare = ("[\"" + filler + "\",\"" + PASSWORD + "\"]").getBytes(StandardCharsets.UTF_8);
    assertThat(masker.maskJson(bare, SCOPE, other).changed()).isFalse();
    assertThat(masker.maskJson(bare, SCOPE, vault).changed()).isTrue();
  }

  @Test
  void keepsToItsBoundAndNeverDropsWhatItGaveOut() {
    Vault small = Vault.ofBytes(1024);
    String first = "";
    for (int i = 0; i < 100; i++) {
      String key = "AKI" + "AFAKEFAKEFAKE" + (char) ('A' + i % 26) + (char) ('A' + i / 26) + "2345";
      byte[] json = ("[\"" + key.substring(0, 20) + "\"]").getBytes(StandardCharsets.UTF_8);
      String text = masker.maskJson(json, ScanScope.everything(), small).text();
      if (i == 0) {
        first = text.substring(2, text.length() - 2);
        assertThat(masker.restore(first, small, kind -> true).restored()).isEqualTo(1);
      }
    }
    assertThat(small.toString()).matches("Vault\\[1[0-9] values]");
    assertThat(masker.restore(first, small, kind -> true).restored()).isEqualTo(1);
    assertThatThrownBy(() -> Vault.ofBytes(1023)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void leavesTextAloneThatIsNoUnicode() {
    String masked = maskOf(AWS) + " \ud83d alone";
    assertThat(restore(masked).text()).isEqualTo(masked);
    assertThat(restore(masked).left()).isEqualTo(1);
  }

  /** Law 6: what a client echoes after a restore masks to exactly what the model wrote. */
  @Test
  void masksWhatWasRestoredToWhatTheModelWrote() {
    long seed = Samples.seed();
    Samples samples = new Samples(seed);
    int restored = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Vault session = Vault.ofBytes(1 << 20);
      String asked = wholeCharacters(samples.text());
      String seen = strings(masked("{\"a\":" + quoted(asked) + "}", session)).get(0);
      String written = someLinesOf(seen, samples);

      Restoration back = masker.restore(written, session, kind -> true);
      restored += back.restored();

      String next = "{\"a\":" + quoted(asked) + ",\"b\":" + quoted(back.text()) + "}";
      assertThat(strings(masked(next, session)))
          .as("seed %d, round %d", seed, round)
          .containsExactly(seen, written);
    }
    assertThat(restored).isPositive();
  }

  private byte[] masked(String json, Vault session) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return masker.maskJson(bytes, SCOPE, session).bytes();
  }

  private static List<String> strings(byte[] json) {
    return JacksonStrings.of(json, 10).stream()
        .filter(place -> !place.key())
        .map(JacksonStrings.Place::content)
        .toList();
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      boolean plain = each >= ' ' && each != '"' && each != '\\';
      out.append(plain ? each : String.format("\\u%04x", (int) each));
    }
    return out.append('"').toString();
  }

  private static String wholeCharacters(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static String someLinesOf(String text, Samples samples) {
    String[] lines = text.split("\n", -1);
    int from = samples.below(lines.length);
    int to = from + 1 + samples.below(lines.length - from);
    return String.join("\n", List.of(lines).subList(from, to));
  }
}
