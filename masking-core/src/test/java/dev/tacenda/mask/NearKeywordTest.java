package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NearKeywordTest {
  private final NearKeyword words = new NearKeyword(8, List.of("phone", "date of birth"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "phone: @",
        "Phone=@",
        "PHONE @",
        "phones @",
        "home_phone=@",
        "homePhone=@",
        "phoneNo=@",
        "PHONE_NO=@",
        "phone2: @",
        "\u00e4phone @",
        "phone@",
        "phone12345678@",
        "date of birth: @"
      })
  void findsTheWordAsAWord(String text) {
    assertThat(standsBefore(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@ phone",
        "telephone @",
        "phoney @",
        "microphones @",
        "PHONENUMBER @",
        "phone123456789@",
        "phon e @",
        "@"
      })
  void doesNotFindItInALongerWordOrElsewhere(String text) {
    assertThat(standsBefore(text)).isFalse();
  }

  @Test
  void aRuleTakesOnlyValuesBehindTheWord() {
    RuleSet rules =
        RuleSet.parse(
            "test",
            """
            tacenda-rules: 1
            rules:
              - { id: customer, kind: personal, type: CUSTOMER, severity: low, source: test,
                  description: customer, near: [customer], within: 12, pattern: '[0-9]{8}' }
            """
                .getBytes(StandardCharsets.UTF_8));
    Masker masker =
        Masker.of(MaskingPolicy.builder(rules).build(), PlaceholderKey.of(new byte[32]));

    assertThat(masker.maskText("customer 10000001, order 10000002").text())
        .matches("customer TCN_CUSTOMER_\\w+, order 10000002");
    assertThat(masker.maskText("order 10000001 of a customer").findings()).isEmpty();
  }

  private boolean standsBefore(String text) {
    byte[] line = text.getBytes(StandardCharsets.UTF_8);
    int at = new String(line, StandardCharsets.ISO_8859_1).indexOf('@');
    return words.standsBefore(line, at);
  }
}
