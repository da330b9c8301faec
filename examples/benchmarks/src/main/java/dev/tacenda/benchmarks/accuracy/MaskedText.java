package dev.tacenda.benchmarks.accuracy;

import java.util.List;

/** A text of a corpus and what is masked in it. Prints its name only. */
final class MaskedText {
  private final String name;
  private final byte[] text;
  private final List<Found> found;

  /**
   * @param text not copied, and not changed
   */
  MaskedText(String name, byte[] text, List<Found> found) {
    this.name = name;
    this.text = text;
    this.found = List.copyOf(found);
  }

  String name() {
    return name;
  }

  byte[] text() {
    return text;
  }

  List<Found> found() {
    return found;
  }

  @Override
  public String toString() {
    return "MaskedText[" + name + "]";
  }
}
