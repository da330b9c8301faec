package dev.tacenda.mask.internal.network;

import dev.tacenda.mask.TrustedCode;
import dev.tacenda.mask.internal.Ascii;
import dev.tacenda.mask.internal.LineDetector;
import dev.tacenda.mask.internal.LineMeasure;
import dev.tacenda.mask.internal.LineNeeds;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds IP addresses of one kind: public ones, those of given networks, or those that are reserved
 * by a standard and so the same everywhere. A zone and a prefix length belong to the address.
 */
@TrustedCode("finds every address of its kind that stands apart and is no version number")
public final class IpDetector implements LineDetector {
  /** The longest text of an IPv6 address, with an IPv4 address at its end. */
  private static final int MAX_V6 = 45;

  /** The shortest IPv6 address without a gap, and the colons of one with an IPv4 address. */
  private static final int MIN_V6 = 15;

  private static final int MIN_COLONS = 6;

  private final Kind kind;

  /** Which addresses are meant. */
  private interface Kind {
    boolean holds(byte[] line, IpAddress address, int prefix);
  }

  private IpDetector(Kind kind) {
    this.kind = kind;
  }

  /** Returns a detector of addresses that route in the Internet. */
  public static LineDetector global() {
    return new IpDetector(
        (line, address, prefix) ->
            !Reserved.NETWORKS.hold(address.essence())
                && !Reserved.PRIVATE.hold(address.essence())
                && !IpContext.isUnlikely(line, address)
                && !IpContext.isVersion(line, address, prefix));
  }

  /** Returns a detector of addresses in these networks, in CIDR notation. */
  public static LineDetector within(List<String> networks) {
    Networks wanted = Networks.of(networks);
    return new IpDetector(
        (line, address, prefix) ->
            wanted.hold(address.essence())
                && !Reserved.isConstant(address, prefix)
                && !IpContext.isNamedVersion(line, address.start()));
  }

  /**
   * Returns a detector of addresses for documentation, measurements and groups, and of those that
   * are not given out. They are no machine's, but may be used as if they were.
   */
  public static LineDetector reserved() {
    return new IpDetector(
        (line, address, prefix) ->
            Reserved.NETWORKS.hold(address.essence())
                && !Reserved.isLocal(address, prefix)
                && isMeant(line, address, prefix));
  }

  /**
   * Returns a detector of loopback, unspecified and broadcast addresses, netmasks, and private
   * blocks as a whole. They are the same everywhere and say what a program does.
   */
  public static LineDetector local() {
    return new IpDetector(
        (line, address, prefix) ->
            Reserved.isLocal(address, prefix) && isMeant(line, address, prefix));
  }

  private static boolean isMeant(byte[] line, IpAddress address, int prefix) {
    return !IpContext.isNamedVersion(line, address.start())
        && !IpContext.isScopeOperator(line, address, prefix);
  }

  @Override
  public List<LineNeeds> needs() {
    return List.of(
        LineNeeds.of(LineMeasure.DIGITS, 4).and(LineMeasure.DOTS, 3).and(LineMeasure.QUAD, 3),
        LineNeeds.of(LineMeasure.COLONS, 2).and(LineMeasure.COLON_PAIRS, 1),
        LineNeeds.of(LineMeasure.COLONS, MIN_COLONS).and(LineMeasure.HEX, MIN_V6));
  }

  @Override
  public void find(byte[] line, Sink sink) {
    int last = -1;
    int i = 0;
    while (i < line.length) {
      if (!mayBegin(line, i)) {
        i++;
        continue;
      }
      IpAddress address = addressAt(line, i, last);
      if (address == null) {
        i = afterRun(line, i);
        continue;
      }
      i = last = report(line, address, sink);
    }
  }

  private int report(byte[] line, IpAddress address, Sink sink) {
    int zoneEnd = address.isV4() ? address.end() : zoneEnd(line, address.end());
    int prefix = prefix(line, zoneEnd, address.isV4() ? 32 : 128);
    int end = prefix < 0 ? zoneEnd : zoneEnd + 1 + String.valueOf(prefix).length();
    if (kind.holds(line, address, prefix)) {
      sink.accept(address.start(), end);
    }
    return end;
  }

  private static boolean mayBegin(byte[] line, int i) {
    boolean v6 = line[i] == ':' && Ascii.at(line, i + 1) == ':';
    return (Ascii.isHex(line[i]) || v6) && !Ascii.isWordAt(line, i - 1);
  }

  /** Returns where the hexadecimal digits, or the colons, that begin here end. */
  private static int afterRun(byte[] line, int start) {
    int i = start;
    if (line[i] == ':') {
      while (Ascii.at(line, i) == ':') {
        i++;
      }
      return i;
    }
    while (Ascii.isWordAt(line, i)) {
      i++;
    }
    return i;
  }

  private static @Nullable IpAddress addressAt(byte[] line, int i, int last) {
    IpAddress v6 = v6At(line, i);
    if (v6 != null) {
      return v6;
    }
    IpAddress v4 = opensV4(line, i, last) ? IpAddress.v4At(line, i) : null;
    return v4 != null && closesV4(line, v4.end()) ? v4 : null;
  }

  /** Behind a dash only as the end of a range: else it is part of a name or of a version. */
  private static boolean opensV4(byte[] line, int i, int last) {
    int before = Ascii.at(line, i - 1);
    boolean joined = before == '-' || before == '.';
    return !joined || !Ascii.isWordAt(line, i - 2) || before == '-' && last == i - 1;
  }

  private static boolean closesV4(byte[] line, int end) {
    if (Ascii.at(line, end) == '.') {
      return !Ascii.isDigitAt(line, end + 1);
    }
    boolean dashed = Ascii.at(line, end) == '-' && Ascii.isLetter(Ascii.at(line, end + 1));
    return !dashed && !Ascii.isWordAt(line, end);
  }

  private static @Nullable IpAddress v6At(byte[] line, int start) {
    int before = Ascii.at(line, start - 1);
    if (before == ':' || before == '.') {
      return null;
    }
    int end = start;
    int colons = 0;
    while (isV6Byte(line, end) && end - start <= MAX_V6) {
      colons += line[end++] == ':' ? 1 : 0;
    }
    if (colons < 2 || Ascii.isWordAt(line, end) || isV6Byte(line, end)) {
      return null;
    }
    // A colon behind the address is punctuation, but the two of a gap at its end are not.
    boolean punctuated = line[end - 1] == ':' && line[end - 2] != ':';
    return IpAddress.v6(line, start, punctuated ? end - 1 : end);
  }

  private static boolean isV6Byte(byte[] line, int i) {
    int b = Ascii.at(line, i);
    return Ascii.isHex(b) || b == ':' || b == '.' && Ascii.isDigitAt(line, i + 1);
  }

  private static int zoneEnd(byte[] line, int end) {
    if (Ascii.at(line, end) != '%') {
      return end;
    }
    int i = end + 1;
    while (Ascii.isWordAt(line, i) || Ascii.at(line, i) == '.' && Ascii.isWordAt(line, i + 1)) {
      i++;
    }
    return i > end + 1 ? i : end;
  }

  /** Returns the prefix length behind a slash, or -1 if there is none. */
  private static int prefix(byte[] line, int slash, int max) {
    if (Ascii.at(line, slash) != '/') {
      return -1;
    }
    int i = slash + 1;
    int value = 0;
    while (Ascii.isDigitAt(line, i) && i - slash <= 3) {
      value = 10 * value + line[i++] - '0';
    }
    boolean whole = i > slash + 1 && !Ascii.isWordAt(line, i);
    boolean plain = i == slash + 2 || Ascii.at(line, slash + 1) != '0';
    return whole && plain && value <= max ? value : -1;
  }
}
