package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StreamMaskerTest {
  private static final int PIECE = 8;
  private static final int LIMIT = StreamMasker.maxHoldBackBytes();
  private static final String PLACEHOLDER = "TCN_[A-Z0-9]{2,12}_[a-z2-7]{24}";

  private final long seed = Samples.seed();
  private final Random random = new Random(seed);
  private final Masker masker = TestRules.masker();
  private final String token = TestRules.token(random);

  @Test
  void masksATokenSplitAcrossTwoPieces() {
    for (int cut = 0; cut <= token.length(); cut++) {
      StreamMasker stream = masker.stream();
      String out = stream.append("is " + token.substring(0, cut));
      out += stream.append(token.substring(cut) + " now\n");

      assertThat(out + stream.finish()).matches("is " + PLACEHOLDER + " now\n");
    }
  }

  @Test
  void givesTheSameAsTheTextFormLineByLine() {
    String text = "a " + token + "\nsecret=hunter2-xyz and more\nagain hunter2-xyz\n";

    assertThat(all(text, 1)).isEqualTo(masker.maskText(text).text());
  }

  @Test
  void givesOutProseEarly() {
    StreamMasker stream = masker.stream();

    String out = stream.append("The service reads its settings, and then it starts to listen on");

    assertThat(out).startsWith("The service reads its settings").endsWith(" ");
    assertThat(out + stream.append(" it.") + stream.finish()).endsWith("to listen on it.");
  }

  @Test
  void holdsALineFromItsKeywordOn() {
    StreamMasker stream = masker.stream();
    stream.append("The quick brown fox jumps over the lazy dog and says secret");

    String afterKeyword = stream.append(" = one two three four five six seven eight nine ten ");

    assertThat(afterKeyword).isEmpty();
    assertThat(stream.finish())
        .startsWith("secret = TCN_PASSWORD_")
        .endsWith(" two three four five six seven eight nine ten ");
  }

  @Test
  void givesOutAWholeLineAtItsEnd() {
    StreamMasker stream = masker.stream();

    assertThat(stream.append("x=1;\n")).isEqualTo("x=1;\n");
    assertThat(stream.append("y")).isEmpty();
    assertThat(stream.finish()).isEqualTo("y");
  }

  @Test
  void neverHoldsBackMoreThanItSays() {
    for (String text : hardTexts()) {
      StreamMasker stream = masker.stream();
      int in = 0;
      int out = 0;
      for (int i = 0; i < text.length(); i++) {
        String piece = text.substring(i, i + 1);
        in += Character.isLowSurrogate(piece.charAt(0)) ? 1 : utf8(piece);
        out += utf8(stream.append(piece));
        if (in - out > LIMIT) {
          throw new AssertionError("seed " + seed + " held " + (in - out) + " at " + i);
        }
      }
    }
  }

  /** Texts without findings, so that what goes in comes out. */
  private List<String> hardTexts() {
    return List.of(
        "x".repeat(3 * LIMIT),
        TestRules.run(random, "abcdef 019-=:", 3 * LIMIT),
        "secre".repeat(LIMIT),
        "secret ".repeat(LIMIT / 2),
        "\u00e9\ud83d\udd11".repeat(LIMIT),
        "\u00e9".repeat(2 * LIMIT),
        "x" + "\u00e9".repeat(LIMIT),
        "xy" + "\u65e5".repeat(LIMIT),
        "x" + "\ud83d\udd11".repeat(LIMIT));
  }

  @Test
  void losesNothingOfALongLine() {
    for (String text : hardTexts()) {
      assertThat(all(text, 1 + random.nextInt(3_000))).describedAs("seed " + seed).isEqualTo(text);
    }
  }

  /** Around the place where a full line is cut, and around where it is full. */
  private static int[] placesAroundTheCut() {
    return IntStream.concat(
            IntStream.range(LIMIT - 1024 - 60, LIMIT - 1024 + 20),
            IntStream.range(LIMIT - 60, LIMIT + 20))
        .toArray();
  }

  @Test
  void doesNotLetATokenThroughWhereALongLineIsCut() {
    String filler = TestRules.run(random, "abcdef,;(){}", 2 * LIMIT);
    for (int at : placesAroundTheCut()) {
      String text = filler.substring(0, at) + " " + token + " " + filler.substring(at, at + 1_500);
      String masked = all(text, text.length());

      assertNothingLeft(masked, token, "token at " + at);
      assertThat(masked.replaceFirst(PLACEHOLDER, token)).isEqualTo(text);
    }
  }

  @Test
  void doesNotLetAPasswordThroughWhereALongLineIsCut() {
    String filler = TestRules.run(random, "abcdef,;(){}", 2 * LIMIT);
    String password = TestRules.run(random, "ABCDEFGHJKLMNP23456789", 24);
    for (int at : placesAroundTheCut()) {
      String text =
          filler.substring(0, at)
              + " secret='"
              + password
              + "' "
              + filler.substring(at, at + 1_500);

      assertNothingLeft(all(text, text.length()), password, "password at " + at);
    }
  }

  @Test
  void findsAValueByANameThatWasPassedOnAlready() {
    String filler = TestRules.run(random, "abcdef,;(){}", 2 * LIMIT);
    for (int at : placesAroundTheCut()) {
      String text = filler.substring(0, at) + " secret='Zq8+x' " + filler.substring(at, at + 1_500);

      assertThat(all(text, text.length())).describedAs("at " + at).doesNotContain("Zq8+x");
    }
  }

  @Test
  void doesNotLetALongTokenThroughWhereALongLineIsCut() {
    String filler = TestRules.run(random, "abcdef,;(){}", 2 * LIMIT);
    String end = TestRules.run(random, "ABCDEFGHJKLMNP", 40);
    for (int length = 1_000; length < 5_000; length += 1_300) {
      String start = "fk" + "t_" + TestRules.run(random, "ghijklmnopqrst23456789", length);
      for (int at = LIMIT - 5_500; at < LIMIT + 100; at += 187) {
        String text =
            filler.substring(0, at) + " " + start + end + " " + filler.substring(at, at + 1_500);
        String masked = all(text, text.length());

        String label = "token of " + length + " at " + at;
        assertNothingLeft(masked, start.substring(4), label);
        assertNothingLeft(masked, end, label);
      }
    }
  }

  @Test
  void doesNotLetATokenThroughOfWhichTheEndDecides() {
    RuleSet rules =
        RuleSet.parse(
            "test",
            TestRules.bytes(
                """
                tacenda-rules: 1
                rules:
                  - { id: ending, kind: token, type: TOKEN, severity: high, source: test,
                      description: test, keywords: [.end], pattern: '[A-Za-z0-9]{20,}\\.end' }
                """));
    Masker ending = Masker.of(MaskingPolicy.builder(rules).name("test").build(), TestRules.KEY);
    String filler = TestRules.run(random, "abcdef,;(){}", 2 * LIMIT);
    String value = TestRules.run(random, "GHJKLMNPQRSTUVWX23456789", 3_000);
    for (int at = LIMIT - 4_500; at < LIMIT + 100; at += 97) {
      String text =
          filler.substring(0, at) + " " + value + ".end " + filler.substring(at, at + 1_500);
      StreamMasker stream = ending.stream();

      assertNothingLeft(stream.append(text) + stream.finish(), value, "token at " + at);
    }
  }

  @Test
  void dropsTheRestOfATokenThatIsTooLongToHold() {
    String giant = "fk" + "t_" + TestRules.run(random, "ABCDEFGHJKLMNP23456789", 5 * LIMIT);

    String masked = all("is " + giant + " and\nmore\n", 100);

    assertThat(masked).matches("is " + PLACEHOLDER + " and\nmore\n");
  }

  @Test
  void masksAPemKeyThatArrivesInManyPieces() {
    String body = TestRules.run(random, "ABCDEFGHIJKLMNOPQRSTUVWXYZ23456789+/", 64 * 6);
    String text = pem(body, "\n");
    for (int length : new int[] {1, 7, 63, 64, 65, 1_000}) {
      String masked = all("key:\n" + text + "\nend\n", length);

      assertNothingLeft(masked, body.substring(0, 64), "pieces of " + length);
      assertThat(masked).startsWith("key:\n-----BEGIN").endsWith("-----\nend\n");
      assertThat(masked.lines().count()).isEqualTo(10);
    }
  }

  @Test
  void masksAPemKeyOnOneLineThatIsLongerThanWhatCanBeHeld() {
    for (int lines : new int[] {100, 130, 200, 400}) {
      String body = TestRules.run(random, "ABCDEFGHIJKLMNOPQRSTUVWXYZ23456789+/", 64 * lines + 21);
      String text = "{\"key\": \"" + pem(body, "\\n") + "\", \"name\": \"value\"}\n";

      String masked = all(text, 50);

      for (int i = 0; i + 64 < body.length(); i += 64) {
        assertNothingLeft(masked, body.substring(i, i + 64), lines + " lines, at " + i);
      }
      assertNothingLeft(masked, body.substring(64 * lines), lines + " lines, the last");
      assertThat(masked).endsWith("-----\", \"name\": \"value\"}\n");
    }
  }

  @Test
  void masksALongPemKeyWhoseBeginStandsWhereTheContextOfALineIsCutOff() {
    String body = TestRules.run(random, "ABCDEFGHIJKLMNOPQRSTUVWXYZ23456789+/", 64 * 180);
    String filler = TestRules.run(random, "abcdef,;(){}", LIMIT);
    String key = pem(body, "\\n").replace("PRIVATE", "ENCRYPTED PRIVATE");
    for (int at = LIMIT - 2_200; at < LIMIT - 1_950; at += 4) {
      String masked = all(filler.substring(0, at) + key + "\n", 1_000);

      for (int i = 0; i < body.length(); i += 64) {
        String line = body.substring(i, i + 64);
        assertNothingLeft(masked, line, "BEGIN at " + at + ", the line at " + i);
      }
    }
  }

  @Test
  void givesOutProseEarlyAgainAfterALineWithAKeyword() {
    StreamMasker stream = masker.stream();
    stream.append("no secret here\n");

    assertThat(stream.append("The service reads its settings, and then it starts to listen on"))
        .startsWith("The service reads its settings");
  }

  @Test
  void masksAPemKeyWhereverALongLineIsCut() {
    String body = TestRules.run(random, "ABCDEFGHIJKLMNOPQRSTUVWXYZ23456789+/", 64 * 26 + 21);
    String filler = TestRules.run(random, "abcdef,;(){}", 2 * LIMIT);
    for (int at = LIMIT - 3_500; at < LIMIT + 100; at += 97) {
      String text =
          filler.substring(0, at) + pem(body, "\\n") + filler.substring(at, at + 1_500) + "\n";
      String masked = all(text, text.length());

      for (int i = 0; i < body.length(); i += 64) {
        String line = body.substring(i, Math.min(body.length(), i + 64));
        assertNothingLeft(masked, line, "key at " + at + ", its line at " + i);
      }
    }
  }

  @Test
  void masksALongKnownFormWhereverALongLineIsCut() {
    String value = TestRules.run(random, "ABCDEFGHJKLMNP23456789#$%&", 500);
    StringBuilder escaped = new StringBuilder();
    value.chars().forEach(c -> escaped.append(String.format("\\u%04x", c)));
    KnownSecrets known = KnownSecrets.builder().add("long", value).build();
    Masker knowing = Masker.builder(TestRules.policy(), TestRules.KEY).knownSecrets(known).build();
    String filler = TestRules.run(random, "abcdef,;(){}", 2 * LIMIT);
    for (int at = LIMIT - 4_500; at < LIMIT + 100; at += 173) {
      StreamMasker stream = knowing.stream();
      String text =
          filler.substring(0, at) + "'" + escaped + "'" + filler.substring(at, at + 1_500);
      String masked = stream.append(text) + stream.finish();

      assertThat(masked).describedAs("seed " + seed + " at " + at).doesNotContain("\\u");
    }
  }

  private static String pem(String body, String lineEnd) {
    String label = "PRIVATE" + " KEY-----";
    StringBuilder out = new StringBuilder("-----BEGIN " + label + lineEnd);
    for (int i = 0; i < body.length(); i += 64) {
      out.append(body, i, Math.min(body.length(), i + 64)).append(lineEnd);
    }
    return out.append("-----END ").append(label).toString();
  }

  @Test
  void masksALearntValueLaterInTheStreamWithoutItsContext() {
    String text =
        "secret=hunter2-xyz\n" + "words and more words ".repeat(20) + "hunter2-xyz here\n";

    assertThat(all(text, 3)).doesNotContain("hunter2-xyz").endsWith(" here\n");
  }

  @Test
  void masksALearntValueWithASpaceInItWhereverItStands() {
    RuleSet rules =
        RuleSet.parse(
            "test",
            TestRules.bytes(
                """
                tacenda-rules: 1
                rules:
                  - { id: phrase, kind: phrase, type: PHRASE, severity: high, source: test, group: 1,
                      description: test, keywords: [phrase], pattern: 'phrase="([^"]+)"' }
                """));
    Masker phrases = Masker.of(MaskingPolicy.builder(rules).name("test").build(), TestRules.KEY);
    StreamMasker stream = phrases.stream();
    String phrase = "correct horse battery staple";

    String masked =
        stream.append("phrase=\"" + phrase + "\"\nwe all know that the " + phrase + " is known\n");

    assertThat(masked + stream.finish()).doesNotContain("correct").doesNotContain("battery");
  }

  @Test
  void masksAKnownSecretWithASpaceInIt() {
    String phrase = "correct horse battery staple and eleven more words that nobody knows";
    KnownSecrets known = KnownSecrets.builder().add("phrase", phrase).build();
    StreamMasker stream =
        Masker.builder(TestRules.policy(), TestRules.KEY).knownSecrets(known).build().stream();

    String masked = stream.append("and we all know that the " + phrase + " is known to us\n");

    assertThat(masked + stream.finish()).doesNotContain("correct").doesNotContain("battery");
  }

  @Test
  void masksALongLearntValueWhereverALongLineIsCut() {
    RuleSet rules =
        RuleSet.parse(
            "test",
            TestRules.bytes(
                """
                tacenda-rules: 1
                rules:
                  - { id: phrase, kind: phrase, type: PHRASE, severity: high, source: test, group: 1,
                      description: test, keywords: [phrase], pattern: 'phrase="([^"]+)"' }
                """));
    Masker phrases = Masker.of(MaskingPolicy.builder(rules).name("test").build(), TestRules.KEY);
    String phrase = TestRules.run(random, "GHJKLMNPQRSTUVWX23456789,;", 2_000);
    String filler = TestRules.run(random, "abcdef,;(){}", 2 * LIMIT);
    for (int at = LIMIT - 3_500; at < LIMIT + 100; at += 173) {
      String line = filler.substring(0, at) + phrase + filler.substring(at, at + 1_500);
      StreamMasker stream = phrases.stream();
      String masked = stream.append("phrase=\"" + phrase + "\"\n" + line) + stream.finish();

      assertNothingLeft(masked, phrase, "phrase at " + at);
    }
  }

  @Test
  void joinsSurrogatesThatArriveInTwoPieces() {
    StreamMasker stream = masker.stream();

    String out = stream.append("\ud83d") + stream.append("\udd11 ") + stream.append("\udd11\ud83d");

    assertThat(out + stream.finish()).isEqualTo("\ud83d\udd11 \udd11\ud83d");
  }

  @Test
  void countsPlacesInTheUtf8FormOfTheWholeStream() {
    StreamMasker stream = masker.stream();
    String before = "\u00e9\ud83d\udd11 line\n" + "words and more words, ".repeat(100) + "\u00e9 ";
    stream.append(before + token + " end");
    stream.finish();

    assertThat(stream.findings()).hasSize(1);
    assertThat(stream.findings().get(0).start()).isEqualTo(utf8(before));
    assertThat(stream.findings().get(0).end()).isEqualTo(utf8(before) + token.length());
  }

  @Test
  void reportsEveryFindingOnce() {
    String text = (token + " , and some words between them; ").repeat(800) + "\n";
    StreamMasker stream = masker.stream();
    stream.append(text);
    stream.finish();

    assertThat(stream.findings()).hasSize(800);
    assertThat(stream.findings()).doesNotHaveDuplicates();
  }

  @Test
  void reportsAllowedFindingsAndLeavesThem() {
    StreamMasker stream = masker.stream();

    String out = stream.append("host db7.internal is up\n") + stream.finish();

    assertThat(out).isEqualTo("host db7.internal is up\n");
    assertThat(stream.findings()).extracting(Finding::action).containsExactly(Action.ALLOW);
  }

  @Test
  void refusesToGoOnAfterItsEnd() {
    StreamMasker stream = masker.stream();
    stream.finish();

    assertClosed(() -> stream.append("x"));
    assertClosed(stream::finish);
  }

  @Test
  void refusesToGoOnAfterAFailure() {
    MaskingPolicy policy =
        MaskingPolicy.builder(TestRules.rules())
            .name("small")
            .limits(new Limits(1_000, 10, 2))
            .build();
    StreamMasker stream = Masker.of(policy, TestRules.KEY).stream();

    assertThatThrownBy(() -> stream.append((token + "\n").repeat(3)))
        .hasMessageContaining("maxFindings=2")
        .hasMessageNotContaining(token);
    assertClosed(() -> stream.append("x"));
    assertClosed(stream::finish);
  }

  private static void assertClosed(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            MaskingException.class,
            e -> assertThat(e.reason()).isEqualTo(MaskingException.Reason.STREAM_CLOSED));
  }

  private String all(String text, int length) {
    StreamMasker stream = masker.stream();
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i += length) {
      out.append(stream.append(text.substring(i, Math.min(text.length(), i + length))));
    }
    return out.append(stream.finish()).toString();
  }

  private void assertNothingLeft(String masked, String value, String label) {
    for (int i = 0; i + PIECE <= value.length(); i++) {
      if (masked.contains(value.substring(i, i + PIECE))) {
        throw new AssertionError(label + ", seed " + seed + ": left at " + i);
      }
    }
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
