package dev.tacenda.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPrefixTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":\"b\",\"c\":[1,-2.5e+7,true,false,null,\"x\"],\"d\":{}, \"e\" : [ ] }",
        "[[[\"\\u0041\\n\\\\\\\"\"]],{\"k\\t\":{\"k\":[{}]}}]",
        "{\"emoji\":\"\\ud83d\\ude00 😀\",\"n\":0}",
        "  {\"a\" : {\"b\":\"c d\"} }  ",
      })
  void completesEveryBeginningOfADocument(String document) {
    for (int cut = 0; cut <= document.length(); cut++) {
      String text = document.substring(0, cut);
      JsonPrefix prefix = JsonPrefix.of(text);
      String beginning = prefix.beginning().toString();
      assertThat(text).startsWith(beginning);
      assertThat(text.length() - beginning.length()).as("lost of %s", text).isLessThan(8);
      assertThatCode(() -> SseText.members(beginning + prefix.completion()))
          .as("%s + %s", beginning, prefix.completion())
          .doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "{\"a\":\"b | {\"a\":\"b",
        "{\"a\":\"b\\u00 | {\"a\":\"b",
        "{\"a\":\"b\\ | {\"a\":\"b",
        "{\"a\":\"b\\x\"} | {\"a\":\"b",
        "{\"a\":tru | {\"a\":",
        "{\"a\":12 | {\"a\":",
        "{\"a\":12, | {\"a\":12,",
        "{\"a\":nul1,\"b\":2} | {\"a\":",
        "{\"a\":1}} | {\"a\":1}",
        "{\"a\":1]} | {\"a\":1",
        "{\"a\":1,} | {\"a\":1,",
        "[1,] | [1,",
        "{\"a\"}} | {\"a\"",
        "{a:1} | {",
        "<xml/> | ``",
      },
      delimiter = '|')
  void endsWhereTheTextCanNotBeJson(String text, String beginning) {
    assertThat(JsonPrefix.of(text).beginning()).hasToString(beginning);
  }

  @Test
  void leavesAWholeDocumentAlone() {
    JsonPrefix prefix = JsonPrefix.of("{\"a\":[1]}");
    assertThat(prefix.beginning()).hasToString("{\"a\":[1]}");
    assertThat(prefix.completion()).isEmpty();
  }
}
