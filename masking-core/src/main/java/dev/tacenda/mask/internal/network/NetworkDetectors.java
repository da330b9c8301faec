package dev.tacenda.mask.internal.network;

import dev.tacenda.mask.internal.LineDetector;
import java.util.Map;

/** The detectors of this package that need no names, as rule files call them. */
public final class NetworkDetectors {
  private NetworkDetectors() {}

  /** Returns the detectors by name. */
  public static Map<String, LineDetector> byName() {
    return Map.of(
        "ip-address",
        IpDetector.global(),
        "reserved-address",
        IpDetector.reserved(),
        "local-address",
        IpDetector.local(),
        "mac-address",
        new MacDetector(),
        "url",
        new UrlDetector());
  }
}
