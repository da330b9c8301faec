package dev.tacenda.mask.internal.structure;

import dev.tacenda.mask.internal.encoding.Encodings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Private keys in base64 on one line without PEM around them: PKCS#1, PKCS#8, SEC 1 and PKCS#12 in
 * DER, and a whole PEM or OpenSSH key that was encoded once more, as in Kubernetes and Docker.
 */
final class EncodedKeys {
  private static final int MIN_RUN = 40;

  /** Decoded to tell what a run is; a label of PEM stands in it. */
  private static final int PEEK = 96;

  /** Shorter numbers are not those of a key. */
  private static final int MIN_NUMBER = 0x20;

  /** The object identifier of PKCS#7 data, which the key of PKCS#12 stands in. */
  private static final byte[] PKCS7 = {
    0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x07
  };

  private EncodedKeys() {}

  private record Run(int start, int end) {}

  static void read(byte[] line, PartSink sink) {
    int i = 0;
    while (i < line.length) {
      int end = LineText.base64End(line, i, false);
      if (end - i >= MIN_RUN) {
        end = run(line, i, end, sink);
      }
      i = Math.max(end, i + 1);
    }
  }

  /** Reports the run if it begins a key that is there as a whole; returns where to go on. */
  private static int run(byte[] line, int start, int end, PartSink sink) {
    byte[] bytes = Encodings.base64(line, start, start + Math.min(PEEK, (end - start) & ~3));
    if (!isKey(bytes)) {
      return end;
    }
    List<Run> runs = new ArrayList<>();
    int last = runs(line, start, end, runs);
    // Of a key that was cut, as in examples, the beginning is public: the modulus.
    int characters = runs.stream().mapToInt(run -> run.end() - run.start()).sum();
    if (bytes[0] != 0x30 || characters >= length(bytes) / 3 * 4) {
      runs.forEach(run -> sink.accept(Part.KEY, run.start(), run.end()));
    }
    return last;
  }

  /** The run, and those that follow it behind written-out line ends. */
  private static int runs(byte[] line, int from, int to, List<Run> runs) {
    int start = from;
    int end = to;
    while (end > start) {
      runs.add(new Run(start, LineText.skipPadding(line, end)));
      start = end;
      while (LineText.at(line, start) == '\\' && isLineEnd(LineText.at(line, start + 1))) {
        start += 2;
      }
      end = start == end ? start : LineText.base64End(line, start, false);
    }
    return end;
  }

  /** Returns the length in bytes that the outer SEQUENCE says it has. */
  private static int length(byte[] der) {
    int first = der[1] & 0xff;
    return switch (first) {
      case 0x81 -> 3 + (der[2] & 0xff);
      case 0x82 -> 4 + ((der[2] & 0xff) << 8) + (der[3] & 0xff);
      default -> 2 + (first & 0x7f);
    };
  }

  private static boolean isLineEnd(int b) {
    return b == 'n' || b == 'r';
  }

  private static boolean isKey(byte[] bytes) {
    if (bytes.length < 16) {
      return false;
    }
    if (bytes[0] == '-' || bytes[0] == 'B') {
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      // What is encrypted is not told by its text.
      return text.startsWith("-----BEGIN ")
              && text.contains("PRIVATE KEY")
              && !text.contains("ENCRYPTED")
          || text.startsWith("Bag Attributes") && text.contains("localKeyID");
    }
    return bytes[0] == 0x30 && isPrivateSequence(bytes);
  }

  /** A SEQUENCE of a version and what only a private key has behind it. */
  private static boolean isPrivateSequence(byte[] der) {
    int i = contentOf(der, 0);
    if (der[i] != 0x02 || der[i + 1] != 0x01) {
      return false;
    }
    int version = der[i + 2];
    int next = der[i + 3];
    int value = contentOf(der, i + 3);
    return switch (next) {
      case 0x02 -> version <= 1 && (der[i + 4] & 0xff) >= MIN_NUMBER; // PKCS#1: the modulus
      case 0x04 -> version == 1 && (der[i + 4] & 0xff) >= MIN_NUMBER; // SEC 1: the key
      case 0x30 ->
          version <= 1 && der[value] == 0x06 // PKCS#8: an algorithm
              || version == 3 && holds(der, PKCS7);
      default -> false;
    };
  }

  /** Returns where the content of the element at {@code i} begins, at most 4 bytes on. */
  private static int contentOf(byte[] der, int i) {
    int length = der[i + 1] & 0xff;
    return length < 0x80 ? i + 2 : Math.min(i + 2 + (length & 0x7f), i + 5);
  }

  private static boolean holds(byte[] bytes, byte[] part) {
    for (int i = 0; i + part.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return true;
      }
    }
    return false;
  }
}
