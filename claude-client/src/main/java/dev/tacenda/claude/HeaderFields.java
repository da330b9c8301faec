package dev.tacenda.claude;

import dev.tacenda.mask.FieldClass;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What each request header is; a header that is not listed is text and is masked. */
final class HeaderFields {
  /** Credentials of the API and of the clouds it is reached through. */
  private static final Set<String> CREDENTIAL =
      Set.of(
          "authorization",
          "proxy-authorization",
          "x-api-key",
          "api-key",
          "cookie",
          "x-amz-security-token");

  private static final Set<String> PROTOCOL =
      Set.of(
          "accept",
          "accept-charset",
          "accept-encoding",
          "accept-language",
          "cache-control",
          "connection",
          "content-encoding",
          "content-length",
          "content-type",
          "host",
          "idempotency-key",
          "user-agent",
          "x-app");

  private static final List<String> PROTOCOL_PREFIXES =
      List.of("anthropic-", "x-stainless-", "x-claude-code-");

  /** What stands in names of headers that carry credentials, of whatever system. */
  private static final List<String> CREDENTIAL_WORDS =
      List.of(
          "auth", "token", "secret", "api-key", "apikey", "cookie", "passw", "credential", "jwt");

  private HeaderFields() {}

  /** Returns true if a header is a credential or, not being of the protocol, is called like one. */
  static boolean mayBeCredential(Header header) {
    FieldClass fieldClass = classOf(header);
    if (fieldClass == FieldClass.PROTOCOL) {
      return false;
    }
    String name = header.name().toLowerCase(Locale.ROOT);
    return fieldClass == FieldClass.CREDENTIAL
        || CREDENTIAL_WORDS.stream().anyMatch(name::contains);
  }

  static FieldClass classOf(Header header) {
    String name = header.name().toLowerCase(Locale.ROOT);
    if (CREDENTIAL.contains(name)) {
      return FieldClass.CREDENTIAL;
    }
    boolean protocol =
        PROTOCOL.contains(name) || PROTOCOL_PREFIXES.stream().anyMatch(name::startsWith);
    return protocol ? FieldClass.PROTOCOL : FieldClass.TEXT;
  }
}
