package dev.tacenda.mask.internal.network;

import dev.tacenda.mask.internal.LineDetector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The detectors of this package that need no names, as rule files call them. */
public final class NetworkDetectors {
  private static final List<String> NAMES =
      List.of("ip-address", "reserved-address", "local-address", "mac-address", "url");

  private NetworkDetectors() {}

  /** Returns the names. */
  public static List<String> names() {
    return NAMES;
  }

  /** Makes the detector with one of the names, or returns null. */
  public static @Nullable LineDetector named(String name) {
    return switch (name) {
      case "ip-address" -> IpDetector.global();
      case "reserved-address" -> IpDetector.reserved();
      case "local-address" -> IpDetector.local();
      case "mac-address" -> new MacDetector();
      case "url" -> new UrlDetector();
      default -> null;
    };
  }
}
