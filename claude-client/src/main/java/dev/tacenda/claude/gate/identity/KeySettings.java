package dev.tacenda.claude.gate.identity;

import dev.tacenda.mask.TrustedCode;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects where an issuer's keys may come from. Confined to one thread. */
@TrustedCode("Keys come from the issuer's own host unless another place is named.")
final class KeySettings {
  private @Nullable URI at;
  private @Nullable Path in;
  private final Set<String> hosts = new HashSet<>();
  private boolean privateNetwork;
  private boolean loopbackHttp;

  void at(URI place) {
    this.at = Objects.requireNonNull(place, "place");
  }

  void in(Path file) {
    this.in = Objects.requireNonNull(file, "file");
  }

  void host(String another) {
    hosts.add(another.toLowerCase(Locale.ROOT));
  }

  void fromPrivateNetwork() {
    this.privateNetwork = true;
  }

  void fromLoopback() {
    this.loopbackHttp = true;
  }

  /**
   * Returns where the keys of {@code issuer} are.
   *
   * @throws IllegalArgumentException if that is not one place, or a URI is not plain {@code https}
   */
  KeyPlace place(String issuer) {
    if (at != null && in != null) {
      throw new IllegalArgumentException("keys must be at one place, not in a file as well");
    }
    URI uri = IssuerUris.of("issuer", issuer, loopbackHttp);
    if (in != null) {
      return new KeyPlace.PinnedFile(in);
    }
    AddressRule rule = privateNetwork ? AddressRule.PRIVATE : AddressRule.PUBLIC;
    AddressRule addresses = loopbackHttp ? rule.andLoopback() : rule;
    if (at != null) {
      return new KeyPlace.Direct(IssuerUris.of("keysAt", at.toString(), loopbackHttp), addresses);
    }
    Set<String> allowed = new HashSet<>(hosts);
    allowed.add(IssuerUris.host(uri));
    return new KeyPlace.Discovered(Set.copyOf(allowed), loopbackHttp, addresses);
  }

  @Override
  public String toString() {
    return "KeySettings";
  }
}
