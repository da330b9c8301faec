package dev.tacenda.quickstart;

import dev.tacenda.mask.Action;
import dev.tacenda.mask.Finding;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A few lines as they stand in a file and as Claude saw them, side by side. In the file's column
 * each value shows as dots, because what is printed may end up in the log of a CI job.
 */
final class Excerpt {
  private static final int LINES = 8;
  private static final int LEFT_WIDTH = 48;
  private static final int RIGHT_WIDTH = 80;

  private final ScannedFile scanned;
  private final List<String> own;
  private final List<String> sent;
  private final int first;
  private final long rules;

  private Excerpt(ScannedFile scanned, List<String> sent, int first) {
    this.scanned = scanned;
    this.own = dotted(scanned);
    this.sent = sent;
    this.first = first;
    this.rules =
        scanned.places().stream()
            .filter(place -> place.firstLine() >= first && place.firstLine() < first + LINES)
            .map(ScannedFile.Place::rule)
            .distinct()
            .count();
  }

  /** The lines of a batch in which most rules found something, or empty if none did. */
  static Optional<Excerpt> of(Batch batch, SentPrompt prompt) {
    int files = Math.min(batch.files().size(), prompt.files().size());
    return IntStream.range(0, files)
        .mapToObj(i -> best(batch.files().get(i), prompt.files().get(i).lines()))
        .flatMap(Optional::stream)
        .max(Comparator.comparingLong(excerpt -> excerpt.rules));
  }

  private static Optional<Excerpt> best(ScannedFile scanned, List<String> sent) {
    boolean unclear =
        dotted(scanned).size() != sent.size()
            || scanned.masked().findings().stream().anyMatch(f -> f.action() == Action.ALLOW);
    if (unclear) {
      return Optional.empty();
    }
    return scanned.places().stream()
        .map(place -> new Excerpt(scanned, sent, Math.max(1, place.firstLine() - 1)))
        .max(Comparator.comparingLong(excerpt -> excerpt.rules));
  }

  /** The lines of a file with each character of a value as a dot. */
  private static List<String> dotted(ScannedFile scanned) {
    byte[] content = scanned.file().content();
    StringBuilder text = new StringBuilder();
    int at = 0;
    for (Finding finding : scanned.masked().findings()) {
      text.append(text(content, at, finding.start()));
      text(content, finding.start(), finding.end())
          .codePoints()
          .forEach(c -> text.appendCodePoint(c == '\n' ? c : '•'));
      at = finding.end();
    }
    text.append(text(content, at, content.length));
    return text.toString().lines().toList();
  }

  private static String text(byte[] content, int from, int to) {
    return new String(content, from, Math.max(0, to - from), StandardCharsets.UTF_8);
  }

  String path() {
    return scanned.file().path();
  }

  /** The rows of the table, with the numbers of the lines. */
  List<String> rows() {
    return IntStream.rangeClosed(first, Math.min(first + LINES - 1, own.size()))
        .mapToObj(this::row)
        .toList();
  }

  static String heading() {
    return Printable.cell("", 6) + Printable.cell("your file", LEFT_WIDTH) + " | what Claude saw";
  }

  private String row(int line) {
    String left = Printable.cut(Printable.line(own.get(line - 1)), LEFT_WIDTH);
    String right = Printable.cut(Printable.line(sent.get(line - 1)), RIGHT_WIDTH);
    String number = String.valueOf(line);
    return " ".repeat(4 - Math.min(4, number.length()))
        + number
        + "  "
        + Printable.cell(left, LEFT_WIDTH)
        + " | "
        + right;
  }
}
