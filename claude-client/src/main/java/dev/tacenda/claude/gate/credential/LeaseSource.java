package dev.tacenda.claude.gate.credential;

import dev.tacenda.claude.gate.SealedSecret;
import java.util.function.Consumer;

/** Obtains a new credential, within a time limit of its own. Called by one thread at a time. */
@FunctionalInterface
interface LeaseSource {

  /**
   * Obtains one.
   *
   * @param shown is told the secrets that are shown to get it, before they are shown
   * @throws dev.tacenda.claude.gate.CredentialException if there is none
   */
  Lease obtain(Consumer<SealedSecret> shown);
}
