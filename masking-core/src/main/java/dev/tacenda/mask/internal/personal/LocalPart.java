package dev.tacenda.mask.internal.personal;

import dev.tacenda.mask.TrustedCode;
import dev.tacenda.mask.internal.Ascii;

/**
 * The part of an e-mail address before its at sign, read backwards from there. Of the marks that
 * RFC 5322 allows in an atom only those are taken that addresses really have; the others are
 * punctuation of URLs and programs.
 */
final class LocalPart {
  /** RFC 5321, section 4.5.3.1.1; in UTF-8 bytes. */
  private static final int MAX_BYTES = 64;

  private LocalPart() {}

  /** Returns false only if no local part ends with {@code b}. */
  static boolean mayEndWith(byte b) {
    return b < 0 || Ascii.isAlphanumeric(b) || "_-+%'".indexOf(b) >= 0;
  }

  /** Returns where the local part that ends at {@code end} starts; {@code end} if there is none. */
  @TrustedCode("the start of the whole local part")
  static int start(byte[] line, int from, int end) {
    boolean wide = isWide(line, end - 1);
    int start = end;
    while (start > from && belongs(line, start - 1, wide)) {
      start--;
      if (end - start > MAX_BYTES) {
        return end; // no address, but a piece of a longer token
      }
    }
    return trimmed(line, start, end);
  }

  /** Without what stands before the address: marks, and the rest of an escape. */
  private static int trimmed(byte[] line, int start, int end) {
    int first = start;
    int before = Ascii.at(line, first - 1);
    if (before == '%' && end - first > 2 && isEscape(line, first - 1)) {
      first += 2;
    } else if (before == '\\' && end - first > 1 && "ntr".indexOf(line[first]) >= 0) {
      first++;
    }
    while (first < end && ".-%'".indexOf(line[first]) >= 0) {
      first++;
    }
    return line[end - 1] == '.' ? end : first;
  }

  private static boolean belongs(byte[] line, int i, boolean wide) {
    byte b = line[i];
    if (b < 0) {
      return wide || isNarrowLetter(line, i);
    }
    return switch (b) {
      case '.' -> Ascii.at(line, i + 1) != '.';
      case '_', '-', '+' -> true;
      case '%' -> !isEscape(line, i);
      case '\'' -> isApostrophe(line, i);
      default -> Ascii.isAlphanumeric(b);
    };
  }

  /** As in o'neill, but not at the beginning of a literal such as f'...'. */
  private static boolean isApostrophe(byte[] line, int i) {
    int before = Ascii.at(line, i - 1);
    boolean prefix = "bfru".indexOf(Ascii.lower(before)) >= 0 && !Ascii.isWordAt(line, i - 2);
    return Ascii.isLetter(before) && !prefix && Ascii.isLetter(line[i + 1]);
  }

  private static boolean isEscape(byte[] line, int i) {
    return Ascii.isHex(Ascii.at(line, i + 1)) && Ascii.isHex(Ascii.at(line, i + 2));
  }

  /** A letter from U+00C0 to U+07FF, which stands between others: Latin, Greek, Cyrillic, ... */
  private static boolean isNarrowLetter(byte[] line, int i) {
    int lead = (line[i] & 0xc0) == 0x80 ? Ascii.at(line, i - 1) : line[i];
    return lead >= (byte) 0xc3 && lead <= (byte) 0xdf;
  }

  /** Scripts without blanks between words: only an address that ends in one may hold it. */
  private static boolean isWide(byte[] line, int i) {
    return Ascii.at(line, i) < 0 && !isNarrowLetter(line, i);
  }
}
