package dev.tacenda.claude.gate.credential;

import dev.tacenda.claude.gate.CredentialException;
import dev.tacenda.claude.gate.CredentialException.Reason;
import dev.tacenda.claude.gate.internal.ConfinedOkHttp;
import dev.tacenda.claude.gate.internal.HttpAddress;
import dev.tacenda.claude.gate.internal.HttpAnswer;
import dev.tacenda.claude.gate.internal.HttpFailure;
import dev.tacenda.mask.TrustedCode;
import java.net.URI;
import java.util.Map;
import java.util.Objects;

/**
 * Posts JSON to the server that issues tokens. It follows no redirect, tries nothing twice, keeps
 * no connection, reads no more than {@value #MAX_BYTES} bytes, and passes on nothing that the
 * server says but the body of a success. Thread-safe.
 */
@TrustedCode("What is posted goes to one server, and stays in no buffer and no log.")
final class TokenEndpoint {
  static final int MAX_BYTES = 64 * 1024;

  private static final String PATH = "/v1/oauth/token";

  /** The betas that the exchange needs. */
  private static final String BETAS = "oauth-2025-04-20,oidc-federation-2026-04-01";

  private static final Map<String, String> HEADERS =
      Map.of(
          "anthropic-beta", BETAS,
          "Accept", "application/json",
          "Content-Type", "application/json");

  private final URI url;
  private final ConfinedOkHttp http;

  private TokenEndpoint(URI url, ConfinedOkHttp http) {
    this.url = url;
    this.http = http;
  }

  /**
   * Returns the endpoint of the API at {@code baseUrl}.
   *
   * @throws IllegalArgumentException if that is no https without user, query and fragment
   */
  static TokenEndpoint of(
      URI baseUrl, boolean plainHttpToLoopback, ConfinedOkHttp.Builder confined) {
    HttpAddress.require("baseUrl", baseUrl, plainHttpToLoopback);
    if (baseUrl.getRawQuery() != null) {
      throw new IllegalArgumentException("baseUrl must have no query");
    }
    if (plainHttpToLoopback) {
      confined.dangerouslyAllowPlainHttpToLoopback();
    }
    String path = Objects.requireNonNullElse(baseUrl.getRawPath(), "");
    String withoutSlash = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    String url = baseUrl.getScheme() + "://" + baseUrl.getRawAuthority() + withoutSlash + PATH;
    return new TokenEndpoint(URI.create(url), confined.keepingNothing().build());
  }

  /** Posts {@code json}, and returns the body of the answer, to be wiped. */
  byte[] post(byte[] json) {
    try {
      HttpAnswer answer = http.post(url, HEADERS, json, MAX_BYTES);
      if (answer.status() != 200) {
        throw new CredentialException(Reason.ISSUER_REFUSED);
      }
      return answer.body();
    } catch (HttpFailure e) {
      throw new CredentialException(reason(e));
    }
  }

  private static Reason reason(HttpFailure failure) {
    return switch (failure.reason()) {
      case TIMED_OUT -> Reason.ISSUER_TIMED_OUT;
      case INTERRUPTED -> Reason.INTERRUPTED;
      case REDIRECTED -> Reason.ISSUER_REDIRECTS;
      case TOO_LARGE -> Reason.TOO_LARGE;
      case CODED -> Reason.MALFORMED;
      default -> Reason.ISSUER_UNREACHABLE;
    };
  }

  @Override
  public String toString() {
    return "TokenEndpoint";
  }
}
