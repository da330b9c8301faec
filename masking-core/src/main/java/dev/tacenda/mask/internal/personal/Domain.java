package dev.tacenda.mask.internal.personal;

import dev.tacenda.mask.TrustedCode;
import dev.tacenda.mask.internal.Ascii;

/** The domain of an e-mail address, read from its at sign on. */
final class Domain {
  /** RFC 1035, section 2.3.4. */
  private static final int MAX_BYTES = 255;

  private static final int MAX_LABEL_BYTES = 63;

  private Domain() {}

  /** Returns where the domain of two or more labels at {@code start} ends, or -1 if none does. */
  @TrustedCode("the end of the last label that can end a domain")
  static int end(byte[] line, int start) {
    if (isVersion(line, start)) {
      return -1;
    }
    int end = -1;
    int label = start;
    int labelEnd = labelEnd(line, label);
    while (labelEnd > 0 && labelEnd - start <= MAX_BYTES) {
      if (label > start && topLabelEnd(line, label, labelEnd) > 0) {
        end = topLabelEnd(line, label, labelEnd);
      }
      if (Ascii.at(line, labelEnd) != '.') {
        return isProgram(line, labelEnd) ? -1 : end;
      }
      label = labelEnd + 1;
      labelEnd = labelEnd(line, label);
    }
    return end;
  }

  /** A package at a version: {@code left-pad@1.3.0-beta.one}. */
  private static boolean isVersion(byte[] line, int start) {
    int i = Ascii.at(line, start) == 'v' ? start + 1 : start;
    while (Ascii.isDigitAt(line, i)) {
      i++;
    }
    return i > start && Ascii.at(line, i) == '.' && Ascii.isDigitAt(line, i + 1);
  }

  /** No host name goes on like this; members and calls of a program do. */
  private static boolean isProgram(byte[] line, int end) {
    int next = Ascii.at(line, end);
    return next == '_' || next == '(' || next == '[';
  }

  private static int labelEnd(byte[] line, int start) {
    int end = start;
    while (end < line.length && isLabelByte(line[end])) {
      end++;
    }
    while (end > start && line[end - 1] == '-') {
      end--;
    }
    boolean valid = end > start && end - start <= MAX_LABEL_BYTES && line[start] != '-';
    return valid ? end : -1;
  }

  /**
   * Returns where the top-level domain in the label ends, or -1 if none begins there. It is of one
   * alphabet: behind an ASCII one a text in another may go on without a blank.
   */
  private static int topLabelEnd(byte[] line, int start, int labelEnd) {
    if (Ascii.startsWith(line, start, "xn--") || line[start] < 0) {
      return labelEnd;
    }
    int end = start;
    while (end < labelEnd && Ascii.isLetter(line[end])) {
      end++;
    }
    boolean whole = end == labelEnd || line[end] < 0;
    return whole && end - start > 1 ? end : -1;
  }

  private static boolean isLabelByte(byte b) {
    return Ascii.isAlphanumeric(b) || b == '-' || b < 0;
  }
}
