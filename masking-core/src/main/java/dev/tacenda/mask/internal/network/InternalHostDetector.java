package dev.tacenda.mask.internal.network;

import dev.tacenda.mask.TrustedCode;
import dev.tacenda.mask.internal.Ascii;
import dev.tacenda.mask.internal.LineDetector;
import dev.tacenda.mask.internal.LineMeasure;
import dev.tacenda.mask.internal.LineNeeds;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Finds the names of internal hosts, by the suffixes that make them internal; in a URL it is the
 * name alone that is found. A name with a suffix of two or more labels is one wherever it stands. A
 * suffix of one label is also how members, packages and files are called, so there the text must
 * say that it is a host: a URL, a user, a port or a word before it, or a machine's name.
 */
@TrustedCode("finds every name with one of the suffixes, with one label where a host is meant")
public final class InternalHostDetector implements LineDetector {
  /** RFC 1035, section 2.3.4. */
  private static final int MAX_NAME = 253;

  private final HostSuffixes suffixes;

  private InternalHostDetector(HostSuffixes suffixes) {
    this.suffixes = suffixes;
  }

  /**
   * Returns a detector.
   *
   * @throws IllegalArgumentException if a suffix is not the end of a host name
   */
  public static LineDetector of(List<String> suffixes) {
    return new InternalHostDetector(new HostSuffixes(suffixes));
  }

  /** Returns the word that stands in each name with this suffix. */
  public static String keyword(String suffix) {
    String plain = HostSuffixes.normal(suffix);
    return plain.indexOf('.') < 0 ? "." + plain : plain;
  }

  @Override
  public List<LineNeeds> needs() {
    return List.of(LineNeeds.of(LineMeasure.DOTS, 1));
  }

  @Override
  public void find(byte[] line, Sink sink) {
    int i = 0;
    while (i < line.length) {
      int end = i;
      while (isNameByte(line, end)) {
        end++;
      }
      if (end > i && isDotted(line, i, end)) {
        name(line, i, end, sink);
      }
      i = end + 1;
    }
  }

  private static boolean isDotted(byte[] line, int from, int to) {
    for (int i = from; i < to; i++) {
      if (line[i] == '.') {
        return true;
      }
    }
    return false;
  }

  private void name(byte[] line, int from, int to, Sink sink) {
    int start = HostContext.isEscape(line, from) ? from + 1 : from;
    while (start < to && !Ascii.isAlphanumeric(line[start]) && line[start] != '_') {
      start++;
    }
    int end = to;
    while (end > start && !Ascii.isAlphanumeric(line[end - 1])) {
      end--;
    }
    if (end - start <= MAX_NAME && isInternal(line, start, end)) {
      sink.accept(start, end);
    }
  }

  private boolean isInternal(byte[] line, int start, int end) {
    String name =
        new String(line, start, end - start, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
    int labels = suffixes.labelsOfSuffix(name);
    boolean well = labels > 0 && !name.contains("..") && Ascii.at(line, end) != '(';
    if (labels > 1) {
      return well;
    }
    return well && name.indexOf('.') > 0 && HostContext.saysHost(line, start, end);
  }

  private static boolean isNameByte(byte[] line, int i) {
    int b = Ascii.at(line, i);
    return Ascii.isAlphanumeric(b) || b == '.' || b == '-' || b == '_';
  }
}
