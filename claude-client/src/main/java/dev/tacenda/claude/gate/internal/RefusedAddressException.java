package dev.tacenda.claude.gate.internal;

import java.net.UnknownHostException;

/** A name or an address leads to where nothing may be connected to. */
final class RefusedAddressException extends UnknownHostException {
  private static final long serialVersionUID = 1L;

  RefusedAddressException() {
    super("address not allowed");
  }
}
