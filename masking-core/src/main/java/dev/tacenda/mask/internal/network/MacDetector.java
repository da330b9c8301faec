package dev.tacenda.mask.internal.network;

import dev.tacenda.mask.TrustedCode;
import dev.tacenda.mask.internal.Ascii;
import dev.tacenda.mask.internal.LineDetector;
import dev.tacenda.mask.internal.LineMeasure;
import dev.tacenda.mask.internal.LineNeeds;
import java.util.List;

/**
 * Finds MAC addresses (IEEE 802, EUI-48 and EUI-64): six or eight pairs of hexadecimal digits with
 * colons or dashes between them, or three groups of four with dots. Null and broadcast addresses
 * are the same everywhere; without a colon at least one letter must tell the address from numbers,
 * and with dots at least one digit from words.
 */
@TrustedCode("finds every address in one of the forms that stands apart")
final class MacDetector implements LineDetector {
  private static final int MIN_SEPARATORS = 5;
  private static final int MIN_LENGTH = 17;
  private static final int MIN_LENGTH_WITH_DOTS = 14;

  @Override
  public List<LineNeeds> needs() {
    // The shortest first: without it there is none of the others.
    return List.of(
        LineNeeds.of(LineMeasure.DIGITS, 1)
            .and(LineMeasure.DOTS, 2)
            .and(LineMeasure.HEX, MIN_LENGTH_WITH_DOTS),
        LineNeeds.of(LineMeasure.COLONS, MIN_SEPARATORS).and(LineMeasure.HEX, MIN_LENGTH),
        LineNeeds.of(LineMeasure.DASHES, MIN_SEPARATORS).and(LineMeasure.HEX, MIN_LENGTH));
  }

  @Override
  public void find(byte[] line, Sink sink) {
    int i = 0;
    while (i < line.length) {
      int end = Ascii.isHex(line[i]) && opens(line, i) ? end(line, i) : -1;
      if (end > 0) {
        sink.accept(i, end);
        i = end;
      } else {
        i++;
      }
    }
  }

  private static boolean opens(byte[] line, int i) {
    int before = Ascii.at(line, i - 1);
    boolean joined = before == ':' || before == '-' || before == '.';
    return !Ascii.isWordAt(line, i - 1) && !(joined && Ascii.isHex(Ascii.at(line, i - 2)));
  }

  private static int end(byte[] line, int start) {
    int end = end(line, start, 2, 8);
    end = end > 0 ? end : end(line, start, 2, 6);
    return end > 0 ? end : end(line, start, 4, 3);
  }

  private static int end(byte[] line, int start, int width, int groups) {
    int end = start + groups * (width + 1) - 1;
    int separator = Ascii.at(line, start + width);
    if (end > line.length
        || (width == 2 ? separator != ':' && separator != '-' : separator != '.')) {
      return -1;
    }
    boolean same = true;
    boolean letter = false;
    boolean digit = false;
    for (int i = start; i < end; i++) {
      boolean between = (i - start) % (width + 1) == width;
      if (between ? line[i] != separator : !Ascii.isHex(line[i])) {
        return -1;
      }
      same &= between || Ascii.lower(line[i]) == Ascii.lower(line[start]);
      letter |= Ascii.isLetter(line[i]);
      digit |= Ascii.isDigit(line[i]);
    }
    boolean apart = !Ascii.isWordAt(line, end) && !goesOn(line, end, separator);
    boolean telling = separator == ':' || letter && (digit || separator != '.');
    return apart && !same && telling ? end : -1;
  }

  private static boolean goesOn(byte[] line, int end, int separator) {
    return Ascii.at(line, end) == separator && Ascii.isHex(Ascii.at(line, end + 1));
  }
}
