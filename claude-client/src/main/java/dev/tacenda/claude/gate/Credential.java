package dev.tacenda.claude.gate;

import java.util.Objects;
import java.util.Optional;

/**
 * The key a request goes out with. It is attached after masking and recording, and appears in
 * neither. Immutable.
 */
public final class Credential {
  private static final Credential CALLERS_OWN = new Credential("", "");

  private final String headerName;
  private final String headerValue;

  private Credential(String headerName, String headerValue) {
    this.headerName = headerName;
    this.headerValue = headerValue;
  }

  /** The credential that the calling client has put on the request itself. */
  public static Credential callersOwn() {
    return CALLERS_OWN;
  }

  /** An API key, sent as {@code x-api-key}; whatever credential the client has put is dropped. */
  public static Credential apiKey(String key) {
    return new Credential("x-api-key", requireSecret("key", key));
  }

  /** An access token, sent as {@code Authorization: Bearer}; see {@link #apiKey}. */
  public static Credential bearer(String token) {
    return new Credential("Authorization", "Bearer " + requireSecret("token", token));
  }

  private static String requireSecret(String name, String value) {
    Objects.requireNonNull(value, name);
    if (value.isBlank() || !value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException(name + " must be printable ASCII without spaces");
    }
    return value;
  }

  /** Returns the name of the header that carries it, or empty if the client's own is kept. */
  public Optional<String> headerName() {
    return headerName.isEmpty() ? Optional.empty() : Optional.of(headerName);
  }

  /** Returns the header's value. It is a secret: for the transport only. */
  public String headerValue() {
    return headerValue;
  }

  /** Names the header, never the value. */
  @Override
  public String toString() {
    return "Credential[" + headerName().orElse("caller's own") + "]";
  }
}
