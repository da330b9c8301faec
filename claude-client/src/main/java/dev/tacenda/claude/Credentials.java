package dev.tacenda.claude;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tacenda.claude.RequestDeniedException.Reason;
import dev.tacenda.claude.gate.Credential;
import dev.tacenda.claude.gate.PresentedIdentity;
import dev.tacenda.claude.gate.SealedSecret;
import dev.tacenda.mask.FieldClass;
import dev.tacenda.mask.TrustedCode;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Takes credentials from requests and puts them on. */
@TrustedCode("No credential leaves but the one that the provider gave, and no token of our own.")
final class Credentials {
  private static final int MIN_SHOWN = 16;
  private static final String BETA = "anthropic-beta";

  /** Names under which other APIs take a key in the query. */
  private static final Set<String> QUERY_NAMES =
      Set.of(
          "key",
          "api_key",
          "api-key",
          "apikey",
          "x-api-key",
          "token",
          "access_token",
          "auth_token",
          "auth",
          "authorization");

  private Credentials() {}

  /**
   * Returns the secrets that a client has put on a request, without the scheme before them. A
   * client whose key does not matter puts a word there, such as {@code placeholder}; words are not
   * secrets.
   */
  static List<SealedSecret> on(ClaudeRequest request) {
    List<SealedSecret> found = new ArrayList<>();
    for (Header header : request.headers()) {
      if (HeaderFields.classOf(header) == FieldClass.CREDENTIAL) {
        String value = header.value().strip();
        String secret = value.substring(value.indexOf(' ') + 1).strip();
        if (secret.length() >= MIN_SHOWN && secret.chars().anyMatch(Character::isDigit)) {
          add(secret, found);
        }
      }
    }
    return found;
  }

  private static void add(String secret, List<SealedSecret> found) {
    byte[] bytes = secret.getBytes(UTF_8);
    if (bytes.length <= SealedSecret.MAX_BYTES
        && secret.chars().noneMatch(Character::isWhitespace)) {
      found.add(SealedSecret.take(bytes));
    }
  }

  /**
   * Returns {@code request} without what must not reach Claude, whoever brings the credential: a
   * header with the token that says who calls, which is meant for us, or with what it was got with;
   * as it is, or as a password (RFC 7617).
   *
   * @throws RequestDeniedException if an exchange of tokens would show it
   */
  static ClaudeRequest withoutIdentity(
      ClaudeRequest request, Endpoint endpoint, PresentedIdentity identity) {
    List<Header> headers = new ArrayList<>(request.headers());
    for (String shown : identity.secrets()) {
      String secret = shown.strip();
      if (endpoint.request() == Endpoint.Request.CREDENTIALS
          && ByteText.contains(request.body(), secret)) {
        throw new RequestDeniedException(Reason.SECRET_IN_FIXED_FIELD);
      }
      headers.removeIf(header -> shows(header.value().strip(), secret));
    }
    return headers.size() == request.headers().size()
        ? request
        : request.with(headers, request.body());
  }

  private static boolean shows(String value, String secret) {
    return value.contains(secret) || password(value).contains(secret);
  }

  /** Returns what the last word of a header is in base64; empty if it is not. */
  private static String password(String value) {
    try {
      String word = value.substring(value.lastIndexOf(' ') + 1);
      return new String(Base64.getDecoder().decode(word), UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /**
   * Returns {@code request} with {@code credential} and no other, and with what the credential
   * needs; unchanged if the client's own is kept.
   *
   * @throws RequestDeniedException if the query holds a credential
   */
  static ClaudeRequest attach(ClaudeRequest request, Credential credential) {
    if (credential.headerName().isEmpty()) {
      return request;
    }
    refuseInQuery(request.query());
    List<Header> headers = new ArrayList<>(request.headers());
    headers.removeIf(HeaderFields::mayBeCredential);
    credential.beta().ifPresent(beta -> addBeta(headers, beta));
    headers.add(new Header(credential.headerName().get(), credential.headerValue()));
    return request.with(headers, request.body());
  }

  /** Adapters send the URL as it is, so nothing can be taken from it. */
  private static void refuseInQuery(String query) {
    for (String pair : query.split("&", -1)) {
      int end = pair.indexOf('=');
      String name = URLDecoder.decode(end < 0 ? pair : pair.substring(0, end), UTF_8);
      if (QUERY_NAMES.contains(name.toLowerCase(Locale.ROOT))) {
        throw new RequestDeniedException(Reason.SECRET_IN_URL);
      }
    }
  }

  /** Adds to the first header of that name, whose other values stay as they are. */
  private static void addBeta(List<Header> headers, String beta) {
    int first = -1;
    for (int i = 0; i < headers.size(); i++) {
      if (headers.get(i).is(BETA)) {
        if (List.of(headers.get(i).value().replace(" ", "").split(",", -1)).contains(beta)) {
          return;
        }
        first = first < 0 ? i : first;
      }
    }
    if (first < 0) {
      headers.add(new Header(BETA, beta));
      return;
    }
    Header old = headers.get(first);
    String separator = old.value().isBlank() ? "" : ",";
    headers.set(first, new Header(old.name(), old.value().strip() + separator + beta));
  }

  /** Returns {@code request} without anything that may be a credential, for keeping. */
  static ClaudeRequest without(ClaudeRequest request) {
    List<Header> headers = new ArrayList<>(request.headers());
    headers.removeIf(HeaderFields::mayBeCredential);
    return request.with(headers, request.body());
  }
}
