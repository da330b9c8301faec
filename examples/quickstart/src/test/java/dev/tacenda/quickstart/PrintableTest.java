package dev.tacenda.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
  @Test
  void lineKeepsNoControlCharacter() {
    assertThat(Printable.line("a\tb\r\nc\u001b[2J\u009bd é")).isEqualTo("a?b??c?[2J?d é");
  }

  @Test
  void blockKeepsLineEndsAndTabs() {
    assertThat(Printable.block("a\tb\nc\u001b[2J")).isEqualTo("a\tb\nc?[2J");
  }

  @Test
  void sizesAreForPeople() {
    assertThat(Printable.size(999)).isEqualTo("999 bytes");
    assertThat(Printable.size(251_900)).isEqualTo("251 KB");
    assertThat(Printable.size(17_850_000)).isEqualTo("17.9 MB");
  }

  @Test
  void cutsWithDots() {
    assertThat(Printable.cut("abcdefgh", 6)).isEqualTo("abc...");
    assertThat(Printable.cut("abcdef", 6)).isEqualTo("abcdef");
  }
}
