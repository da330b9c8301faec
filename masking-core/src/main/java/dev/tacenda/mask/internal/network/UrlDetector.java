package dev.tacenda.mask.internal.network;

import dev.tacenda.mask.TrustedCode;
import dev.tacenda.mask.internal.Ascii;
import dev.tacenda.mask.internal.LineDetector;
import java.util.Set;

/**
 * Finds web addresses: {@code http}, {@code https} and {@code ftp} URLs (RFC 3986) up to the first
 * byte that cannot be part of one, and host names with a common top-level domain.
 */
@TrustedCode("finds every URL of the schemes to its end")
final class UrlDetector implements LineDetector {
  private static final Set<String> TOP =
      Set.of("com", "org", "net", "edu", "gov", "eu", "uk", "de", "fr", "il", "jp", "info", "biz");
  private static final String[] SCHEMES = {"https://", "http://", "ftp://"};

  @Override
  public void find(byte[] line, Sink sink) {
    int i = 0;
    while (i < line.length) {
      int end = Ascii.isAlphanumeric(line[i]) && !Ascii.isWordAt(line, i - 1) ? end(line, i) : -1;
      if (end > 0) {
        sink.accept(i, end);
        i = end;
      } else {
        i++;
      }
    }
  }

  private static int end(byte[] line, int start) {
    for (String scheme : SCHEMES) {
      if (Ascii.startsWith(line, start, scheme)) {
        return urlEnd(line, start + scheme.length());
      }
    }
    return hostEnd(line, start);
  }

  private static int urlEnd(byte[] line, int from) {
    int end = from;
    while (end < line.length && (line[end] < 0 || line[end] > ' ' && isUrlByte(line[end]))) {
      end++;
    }
    while (end > from && ".,;:!?'".indexOf(line[end - 1]) >= 0) {
      end--;
    }
    return end > from ? end : -1;
  }

  private static boolean isUrlByte(byte b) {
    return "\"<>\\^`{|})]".indexOf(b) < 0;
  }

  private static int hostEnd(byte[] line, int start) {
    int before = Ascii.at(line, start - 1);
    if (before == '.' || before == '@' || before == '-' || before == '/') {
      return -1;
    }
    int end = start;
    int label = start;
    while (isHostByte(line, end)) {
      label = line[end++] == '.' ? end : label;
    }
    boolean known = label > start && TOP.contains(word(line, label, end));
    return known && Ascii.at(line, end) != '(' && !Ascii.isWordAt(line, end) ? end : -1;
  }

  private static boolean isHostByte(byte[] line, int i) {
    int b = Ascii.at(line, i);
    return Ascii.isAlphanumeric(b)
        || b == '-'
        || b == '.' && Ascii.isAlphanumeric(Ascii.at(line, i + 1));
  }

  private static String word(byte[] line, int from, int to) {
    StringBuilder word = new StringBuilder();
    for (int i = from; i < to && i - from < 8; i++) {
      word.append((char) Ascii.lower(line[i]));
    }
    return word.toString();
  }
}
