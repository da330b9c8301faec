package dev.tacenda.mask.internal.personal;

import dev.tacenda.mask.TrustedCode;
import dev.tacenda.mask.internal.Ascii;
import dev.tacenda.mask.internal.Boundaries;
import dev.tacenda.mask.internal.LineDetector;
import dev.tacenda.mask.internal.LineMeasure;
import dev.tacenda.mask.internal.LineNeeds;
import java.util.List;

/**
 * Finds UUIDs in their text form (RFC 9562, section 4): 8-4-4-4-12 hexadecimal digits, of any
 * version, also behind a dash as in the names of volumes. The nil and the max UUID say nothing and
 * are left.
 */
@TrustedCode("finds every UUID that stands apart from other words")
final class UuidDetector implements LineDetector {
  private static final int LENGTH = 36;
  private static final int MIN_DASHES = 4;

  @Override
  public List<LineNeeds> needs() {
    return List.of(LineNeeds.of(LineMeasure.DASHES, MIN_DASHES));
  }

  @Override
  public void find(byte[] line, Sink sink) {
    int i = 0;
    while (i + LENGTH <= line.length) {
      if (isUuidAt(line, i)) {
        sink.accept(i, i + LENGTH);
        i += LENGTH;
      } else {
        i++;
      }
    }
  }

  private static boolean isUuidAt(byte[] line, int start) {
    if (!Boundaries.beginsWordAt(line, start) || Ascii.isWordAt(line, start + LENGTH)) {
      return false;
    }
    boolean same = true;
    for (int k = 0; k < LENGTH; k++) {
      byte b = line[start + k];
      boolean dash = k == 8 || k == 13 || k == 18 || k == 23;
      if (dash ? b != '-' : !Ascii.isHex(b)) {
        return false;
      }
      same &= dash || b == line[start];
    }
    return !same;
  }
}
