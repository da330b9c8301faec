package dev.tacenda.mask;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A BEGIN or END line of PEM (RFC 7468), of PGP armour (RFC 9580) or of the older SSH2 form with
 * four dashes (RFC 4716), wherever it stands on its line. Immutable.
 *
 * @param start its first dash
 * @param end the byte after its last dash
 * @param opensKey whether it is the BEGIN of a private key
 * @param closes whether it is an END
 */
record PemMarker(int start, int end, boolean opensKey, boolean closes) {
  private static final byte[] BEGIN = "BEGIN ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "END ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PRIVATE_KEY = PemDetector.KEYWORD.getBytes(StandardCharsets.US_ASCII);
  private static final int MIN_DASHES = 4;
  private static final int MAX_DASHES = 5;
  private static final int MAX_LABEL = 64;

  /** Returns the first marker in {@code text[from, to)}, or null. */
  static @Nullable PemMarker next(byte[] text, int from, int to) {
    int i = from;
    while (i < to) {
      int dashes = Bytes.indexOf(text, i, to, (byte) '-');
      if (dashes < 0) {
        return null;
      }
      int afterDashes = skipDashes(text, dashes, to);
      PemMarker marker =
          afterDashes - dashes < MIN_DASHES ? null : at(text, dashes, afterDashes, to);
      if (marker != null) {
        return marker;
      }
      i = afterDashes;
    }
    return null;
  }

  /** Returns where the marker that covers {@code place} starts, or {@code place}. */
  static int startAround(byte[] text, int place, int to) {
    int longest = 2 * MAX_DASHES + 1 + BEGIN.length + MAX_LABEL;
    PemMarker marker = next(text, Math.max(0, place - longest), Math.min(to, place + longest));
    while (marker != null && marker.end() <= place) {
      marker = next(text, marker.end(), Math.min(to, place + longest));
    }
    return marker == null ? place : Math.min(place, marker.start());
  }

  private static @Nullable PemMarker at(byte[] text, int start, int afterDashes, int to) {
    int word = afterDashes < to && text[afterDashes] == ' ' ? afterDashes + 1 : afterDashes;
    boolean begins = Bytes.startsWith(text, word, to, BEGIN);
    if (!begins && !Bytes.startsWith(text, word, to, END)) {
      return null;
    }
    int label = word + (begins ? BEGIN.length : END.length);
    int labelEnd = Bytes.indexOf(text, label, Math.min(to, label + MAX_LABEL), (byte) '-');
    if (labelEnd < 0) {
      return null;
    }
    int end = Math.min(skipDashes(text, labelEnd, to), labelEnd + MAX_DASHES);
    if (end - labelEnd < MIN_DASHES) {
      return null;
    }
    boolean ofKey = Bytes.indexOf(text, label, labelEnd, PRIVATE_KEY) >= 0;
    return new PemMarker(start, end, begins && ofKey, !begins);
  }

  private static int skipDashes(byte[] text, int from, int to) {
    int i = from;
    while (i < to && text[i] == '-') {
      i++;
    }
    return i;
  }
}
