package dev.tacenda.benchmarks.accuracy;

import java.nio.charset.StandardCharsets;

/** Shows a place of a text on one line: the place in ⟦ ⟧, what is masked there in « ». */
final class Excerpt {
  private static final int AROUND = 70;
  private static final int MAX_PLACE = 160;

  private Excerpt() {}

  static String of(byte[] text, Span place, Cover cover) {
    int from = Math.max(lineStart(text, place.start()), place.start() - AROUND);
    int last = Math.min(place.end(), place.start() + MAX_PLACE);
    int to = Math.min(text.length, last + AROUND);
    StringBuilder out = new StringBuilder();
    int run = from;
    for (int i = from; i <= to; i++) {
      String marks = marks(i, place, cover, i == from, i == to);
      if (!marks.isEmpty() || i == to) {
        out.append(new String(text, run, i - run, StandardCharsets.UTF_8)).append(marks);
        run = i;
      }
    }
    return printable(out.toString());
  }

  private static String marks(int at, Span place, Cover cover, boolean first, boolean last) {
    boolean before = !first && cover.size(at - 1, at) > 0;
    boolean after = !last && cover.size(at, at + 1) > 0;
    String closes = before && !after ? "»" : "";
    String opens = after && !before ? "«" : "";
    String ends = at == place.end() ? "⟧" : "";
    String starts = at == place.start() ? "⟦" : "";
    return closes + ends + starts + opens;
  }

  private static int lineStart(byte[] text, int place) {
    int start = Math.min(place, text.length);
    while (start > 0 && text[start - 1] != '\n') {
      start--;
    }
    return start;
  }

  private static String printable(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      out.append(c == '\n' ? '⏎' : Character.isISOControl(c) ? ' ' : c == '`' ? '\'' : c);
    }
    return out.toString();
  }
}
