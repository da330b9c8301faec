package dev.tacenda.mask.internal.structure;

import dev.tacenda.mask.internal.Ascii;

/**
 * A Secret of Kubernetes as JSON on one line, also within a string, as in the annotation that
 * kubectl leaves. Its kind may stand before or behind its data.
 */
final class KubernetesObject {
  private static final int MAX_ESCAPES = 3;

  private final byte[] line;
  private final Blocks.Sink sink;

  private KubernetesObject(byte[] line, Blocks.Sink sink) {
    this.line = line;
    this.sink = sink;
  }

  static void read(byte[] line, Blocks.Sink sink) {
    KubernetesObject object = new KubernetesObject(line, sink);
    if (object.isSecret()) {
      object.sections("data");
      object.sections("stringdata");
    }
  }

  private boolean isSecret() {
    int i = LineText.indexOfWord(line, 0, "kind");
    while (i >= 0) {
      int value = value(i + 4);
      if (value > 0 && Ascii.startsWith(line, value, "secret") && quotes(value + 6) > value + 6) {
        return true;
      }
      i = LineText.indexOfWord(line, i + 4, "kind");
    }
    return false;
  }

  private void sections(String name) {
    int i = LineText.indexOfWord(line, 0, name);
    while (i >= 0) {
      int end = i + name.length();
      int open = value(end);
      if (open > 0 && line[open] == '{') {
        end = entries(open + 1);
      }
      i = LineText.indexOfWord(line, end, name);
    }
  }

  /** Returns where the value of the key that ends at {@code keyEnd} begins, or -1. */
  private int value(int keyEnd) {
    int colon = LineText.skipSpaces(line, quotes(keyEnd));
    if (LineText.at(line, colon) != ':') {
      return -1;
    }
    int value = quotes(LineText.skipSpaces(line, colon + 1));
    return value < line.length ? value : -1;
  }

  /** Skips a quote and the escapes before it. */
  private int quotes(int from) {
    int i = from;
    while (LineText.at(line, i) == '\\' && i - from < MAX_ESCAPES) {
      i++;
    }
    return LineText.at(line, i) == '"' ? i + 1 : from;
  }

  /** Reports the values up to the closing brace; returns where the text goes on. */
  private int entries(int from) {
    int i = from;
    while (i < line.length && line[i] != '}') {
      if (line[i] == ':') {
        int start = quotes(LineText.skipSpaces(line, i + 1));
        int end = start;
        while (end < line.length && line[end] != '"' && line[end] != '\\') {
          end++;
        }
        if (end > start && start > i + 1) {
          sink.accept(BlockKind.KUBERNETES_SECRET, start, end);
        }
        i = end;
      }
      i++;
    }
    return i;
  }
}
