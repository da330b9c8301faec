package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** What becomes of findings that meet placeholders or each other. */
class TextMaskTest {
  private static final String PLACEHOLDER = "TCN_[A-Z0-9]{2,12}_[a-z2-7]{24}";

  private final String token = TestRules.token(new Random(1));
  private final Masker strict =
      Masker.of(MaskingPolicy.builder(TestRules.rules()).name("test").build(), TestRules.KEY);
  private final String placeholder = strict.maskText(token).text();

  @Test
  void replacesAPlaceholderWhollyOrNotAtAll() {
    String before = strict.maskText(placeholder + ".internal").text();
    String after = strict.maskText("secret=x" + placeholder).text();

    assertThat(before).matches(PLACEHOLDER).isNotEqualTo(placeholder);
    assertThat(after).matches("secret=" + PLACEHOLDER).doesNotContain(placeholder);
  }

  @Test
  void leavesAPlaceholderThatARuleFinds() {
    for (String text :
        new String[] {"secret=%s", "secret = '%s'", "u://u:%s@host", "%s%s", "(%s)"}) {
      String masked = text.replace("%s", placeholder);

      assertThat(strict.maskText(masked).text()).isEqualTo(masked);
    }
  }

  @Test
  void masksWhatStandsBesideAPlaceholderInOneValue() {
    String masked = strict.maskText("secret=" + placeholder + "hunter2").text();

    assertThat(masked).matches("secret=" + PLACEHOLDER).doesNotContain("hunter2");
  }

  @Test
  void treatsAForgedPlaceholderAsText() {
    String forged = placeholder.replaceFirst(".$", placeholder.endsWith("a") ? "b" : "a");

    assertThat(strict.maskText("secret=" + forged).text()).doesNotContain(forged);
  }

  @Test
  void namesAValueAsItWasFirstNamed() {
    String text = "secret=1234-5678\n";
    String both = strict.maskText(token + " then secret=" + token).text();

    assertThat(both).isEqualTo(placeholder + " then secret=" + placeholder);
    assertThat(strict.maskText(text).text()).matches("secret=TCN_NUMBER_[a-z2-7]{24}\n");
  }

  @Test
  void givesAValueTheTypeItWasFirstFoundUnderEvenWhereAnotherRuleFindsIt() {
    String value = "1234-5678";
    String json = "[\"secret=x" + value + "x\", \"u://u:x" + value + "x@h\"]";

    String masked = strict.maskJson(TestRules.bytes(json), ScanScope.everything()).text();

    assertThat(masked).doesNotContain(value).contains("secret=TCN_PASSWORD_");
    assertThat(masked).contains("u://u:TCN_PASSWORD_");
  }
}
