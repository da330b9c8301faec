package dev.tacenda.claude.gate.identity;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Where an issuer's keys are, by configuration. */
sealed interface KeyPlace {

  /** What sources of keys are made with. */
  record Parts(
      Function<AddressRule, Fetch> fetches, Executor executor, Clock clock, IdentityLog log) {}

  /** Makes the source of the keys of {@code issuer}. */
  KeySource open(String issuer, Parts parts);

  /** Where the issuer's discovery document says, on one of these hosts. */
  record Discovered(Set<String> hosts, boolean loopbackHttp, AddressRule addresses)
      implements KeyPlace {
    @Override
    public KeySource open(String issuer, Parts parts) {
      Fetch fetch = parts.fetches().apply(addresses);
      KeyDocument document = KeyDocument.discovered(issuer, hosts, loopbackHttp, fetch);
      return new JwksCache(issuer, document, parts.executor(), parts.clock(), parts.log());
    }
  }

  /** At one URI. */
  record Direct(URI uri, AddressRule addresses) implements KeyPlace {
    @Override
    public KeySource open(String issuer, Parts parts) {
      KeyDocument document = KeyDocument.at(issuer, uri, parts.fetches().apply(addresses));
      return new JwksCache(issuer, document, parts.executor(), parts.clock(), parts.log());
    }
  }

  /** In a file. */
  record PinnedFile(Path file) implements KeyPlace {
    @Override
    public KeySource open(String issuer, Parts parts) {
      return new PinnedKeys(issuer, file, parts.clock(), parts.log());
    }
  }
}
