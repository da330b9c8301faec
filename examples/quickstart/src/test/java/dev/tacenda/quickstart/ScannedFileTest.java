package dev.tacenda.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tacenda.mask.Masker;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;
import dev.tacenda.testkit.PlantedSecrets;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScannedFileTest {
  private static final PlantedSecrets PLANTED = PlantedSecrets.of(Long.getLong("tacenda.seed", 12));
  private static final Masker MASKER =
      Masker.of(MaskingPolicy.standard(), PlaceholderKey.of(new byte[32]));

  private static String planted(String name) {
    return PLANTED.value(name).orElseThrow();
  }

  private static ScannedFile scan(String text) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    return new ScannedFile(
        new SourceFile(Path.of("dir/a.txt"), "a.txt", content), MASKER.maskText(content));
  }

  private static SentPrompt.SentFile sent(ScannedFile file) {
    return new SentPrompt.SentFile("a.txt", file.masked().text().lines().toList());
  }

  @Test
  void joinsFindingsOfOneRuleOnFollowingLines() {
    ScannedFile file =
        scan("grün\n" + planted("pem-private-key") + "\n\nmail " + planted("email") + "\n");
    assertThat(file.places())
        .extracting(ScannedFile.Place::location, ScannedFile.Place::count)
        .containsExactly(tuple("a.txt:3-27", 25), tuple("a.txt:30", 1));
  }

  @Test
  void keepsFindingsApartThatAreApart() {
    ScannedFile file = scan(planted("email") + "\n\n" + planted("email") + "\n");
    assertThat(file.places())
        .extracting(ScannedFile.Place::location)
        .containsExactly("a.txt:1", "a.txt:3");
  }

  @Test
  void printsNoValue() {
    ScannedFile file = scan("mail " + planted("email") + "\n");
    assertThat(file.values()).extracting(ScannedFile.Value::text).contains(planted("email"));
    assertThat(file + " " + file.values() + " " + file.file()).doesNotContain(planted("email"));
  }

  @Test
  void excerptShowsDotsForTheValueAndThePlaceholderThatWasSent() {
    ScannedFile file = scan("a\nb\nmail " + planted("email") + " ü\nc\n");
    Excerpt excerpt =
        Excerpt.of(new Batch(List.of(file)), new SentPrompt(List.of(sent(file)))).orElseThrow();
    String row = excerpt.rows().get(1);
    assertThat(row)
        .startsWith("   3  mail " + "•".repeat(planted("email").length()) + " ü")
        .contains("| mail TCN_EMAIL_")
        .doesNotContain(planted("email"));
  }

  @Test
  void excerptTakesTheLinesWhereMostRulesFoundSomething() {
    ScannedFile file =
        scan(
            "mail "
                + planted("email")
                + "\n".repeat(20)
                + planted("github-token")
                + "\n"
                + planted("email")
                + "\n");
    Excerpt excerpt =
        Excerpt.of(new Batch(List.of(file)), new SentPrompt(List.of(sent(file)))).orElseThrow();
    assertThat(excerpt.rows().get(0)).startsWith("  20  ");
  }

  @Test
  void thereIsNoExcerptIfLinesCannotBeMatched() {
    ScannedFile file = scan("mail " + planted("email") + "\nb\n");
    SentPrompt prompt = new SentPrompt(List.of(new SentPrompt.SentFile("a.txt", List.of("one"))));
    assertThat(Excerpt.of(new Batch(List.of(file)), prompt)).isEmpty();
  }

  @Test
  void thereIsNoExcerptWithoutAFinding() {
    ScannedFile file = scan("fine\n");
    assertThat(Excerpt.of(new Batch(List.of(file)), new SentPrompt(List.of(sent(file))))).isEmpty();
  }
}
