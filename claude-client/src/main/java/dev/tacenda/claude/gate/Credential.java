package dev.tacenda.claude.gate;

import dev.tacenda.mask.TrustedCode;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The key a request goes out with. It is attached after masking and recording, and appears in
 * neither. The key is kept sealed and becomes a header when a request is sent. Immutable.
 */
@TrustedCode("Prints the name of a header, never a key.")
public final class Credential {
  /** The shortest key. A shorter one could not be told from other text that is masked. */
  public static final int MIN_LENGTH = 8;

  private static final Credential CALLERS_OWN = new Credential("", "", null, "");

  private final String headerName;
  private final String scheme;
  private final @Nullable SealedSecret secret;
  private final String beta;

  private Credential(String headerName, String scheme, @Nullable SealedSecret key, String beta) {
    this.headerName = headerName;
    this.scheme = scheme;
    this.secret = key;
    this.beta = beta;
  }

  /** The credential that the calling client has put on the request itself. */
  public static Credential callersOwn() {
    return CALLERS_OWN;
  }

  /**
   * An API key, sent as {@code x-api-key}; whatever credential the client has put is dropped.
   *
   * @throws IllegalArgumentException if it has fewer than {@link #MIN_LENGTH} characters, or one
   *     that is a space or not printable ASCII
   */
  public static Credential apiKey(String key) {
    return apiKey(SealedSecret.take(Objects.requireNonNull(key, "key").toCharArray()));
  }

  /** An API key, as {@link #apiKey(String)}; it is the caller's to wipe. */
  public static Credential apiKey(SealedSecret key) {
    return new Credential("x-api-key", "", requireToken(key), "");
  }

  /** An access token, sent as {@code Authorization: Bearer}; see {@link #apiKey(String)}. */
  public static Credential bearer(String token) {
    return bearer(SealedSecret.take(Objects.requireNonNull(token, "token").toCharArray()));
  }

  /** An access token, as {@link #bearer(String)}; it is the caller's to wipe. */
  public static Credential bearer(SealedSecret token) {
    return new Credential("Authorization", "Bearer ", requireToken(token), "");
  }

  /**
   * Returns this credential for an API that takes it only with {@code name} among the values of the
   * request's {@code anthropic-beta}; those that the client has put stay.
   *
   * @throws IllegalArgumentException if the name is not of {@code a-z 0-9 -}
   */
  public Credential withBeta(String name) {
    if (secret == null || name.isEmpty() || !name.chars().allMatch(Credential::isBetaCharacter)) {
      throw new IllegalArgumentException("a beta is a-z 0-9 - and goes with a key or a token");
    }
    return new Credential(headerName, scheme, secret, name);
  }

  private static boolean isBetaCharacter(int c) {
    return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-';
  }

  private static SealedSecret requireToken(SealedSecret secret) {
    if (!isToken(secret)) {
      throw new IllegalArgumentException(
          "a credential must be printable ASCII without spaces, of "
              + MIN_LENGTH
              + " characters or more");
    }
    return secret;
  }

  /** Returns true if it can be sent as a credential. */
  public static boolean isToken(SealedSecret secret) {
    return secret.use(
        bytes -> {
          boolean printable = bytes.length >= MIN_LENGTH;
          for (byte b : bytes) {
            printable &= b > ' ' && b < 0x7f;
          }
          return printable;
        });
  }

  /** Returns the name of the header that carries it, or empty if the client's own is kept. */
  public Optional<String> headerName() {
    return headerName.isEmpty() ? Optional.empty() : Optional.of(headerName);
  }

  /**
   * Returns the header's value, a new string that nobody can wipe: for the transport only, at the
   * last moment. It is empty if the client's own is kept.
   */
  public String headerValue() {
    return secret == null
        ? ""
        : secret.use(bytes -> scheme + new String(bytes, StandardCharsets.US_ASCII));
  }

  /** Returns the key or token; empty if the client's own is kept. */
  public Optional<SealedSecret> secret() {
    return Optional.ofNullable(secret);
  }

  /** Returns what must be among the values of {@code anthropic-beta}, if there is such a thing. */
  public Optional<String> beta() {
    return beta.isEmpty() ? Optional.empty() : Optional.of(beta);
  }

  /** Two are equal if they put the same on a request; see {@link SealedSecret#equals}. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Credential credential
        && headerName.equals(credential.headerName)
        && beta.equals(credential.beta)
        && Objects.equals(secret, credential.secret);
  }

  /** Goes by the names, not by the key. */
  @Override
  public int hashCode() {
    return Objects.hash(headerName, beta);
  }

  /** Names the header, never the value. */
  @Override
  public String toString() {
    return "Credential[" + headerName().orElse("caller's own") + "]";
  }
}
