package dev.tacenda.benchmarks.accuracy;

import java.util.List;

/**
 * What the masker made of one label.
 *
 * @param label the label
 * @param hit some byte of it is masked
 * @param secretBytes bytes that must not leak
 * @param leaked those that do
 * @param ambiguous no credential, but its bytes or line are shared with one, so it is not counted
 */
record LabelScore(Label label, boolean hit, int secretBytes, int leaked, boolean ambiguous) {

  /**
   * Scores a label.
   *
   * @param cover what is masked in the file
   * @param credentials the values in the file that are labelled as credentials
   */
  static LabelScore of(Label label, Cover cover, Cover credentials) {
    if (label.truth() == 'T') {
      List<Span> secrets = label.secrets();
      int bytes = secrets.stream().mapToInt(Span::length).sum();
      int covered = secrets.stream().mapToInt(cover::size).sum();
      return new LabelScore(label, cover.hits(label.place()), bytes, bytes - covered, false);
    }
    boolean shared = credentials.hits(label.place());
    return new LabelScore(label, !shared && cover.hits(label.place()), 0, 0, shared);
  }

  boolean full() {
    return secretBytes > 0 && leaked == 0;
  }
}
