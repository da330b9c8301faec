package dev.tacenda.claude.gate.credential;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tacenda.claude.gate.Credential;
import dev.tacenda.claude.gate.CredentialException;
import dev.tacenda.claude.gate.CredentialException.Reason;
import dev.tacenda.claude.gate.SealedSecret;
import dev.tacenda.mask.TrustedCode;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Exchanges an identity token for an access token: {@code POST /v1/oauth/token} of Anthropic's API,
 * grant {@code urn:ietf:params:oauth:grant-type:jwt-bearer} (RFC 7523). Immutable.
 *
 * @param endpoint where it is posted
 * @param ids rule, organisation, and what else narrows the token, by the name of their member
 * @param assertion the identity token
 * @param clock for lives
 */
@TrustedCode("The identity token goes into one request and nowhere else.")
record TokenExchange(
    TokenEndpoint endpoint, Map<String, String> ids, IdentityAssertion assertion, Clock clock)
    implements LeaseSource {
  /** What the API wants to see with such a token. */
  static final String BETA = "oauth-2025-04-20";

  private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  private static final String TOKEN = "access_token";
  private static final String TYPE = "token_type";
  private static final String LIFE = "expires_in";

  /** A token that lives shorter than that has ended before a long answer has begun. */
  private static final Duration MIN_LIFE = Duration.ofSeconds(30);

  private static final Duration MAX_LIFE = Duration.ofHours(24);

  @Override
  public Lease obtain(Consumer<SealedSecret> shown) {
    byte[] body;
    try (SealedSecret identity = assertion.token(shown)) {
      body = identity.use(this::body);
    }
    // Its life begins when it is issued, which is after this.
    Instant asked = clock.instant();
    byte[] answer = post(body);
    try {
      return lease(StrictObject.read(answer, TOKEN, Set.of(TYPE, LIFE)), asked);
    } finally {
      Arrays.fill(answer, (byte) 0);
    }
  }

  private byte[] post(byte[] body) {
    try {
      return endpoint.post(body);
    } finally {
      Arrays.fill(body, (byte) 0);
    }
  }

  /**
   * No id and no token holds a character that JSON escapes, so that they stand in it as they are.
   */
  private byte[] body(byte[] identity) {
    StringBuilder members = new StringBuilder("{\"grant_type\":\"" + GRANT + "\"");
    new TreeMap<>(ids)
        .forEach((name, id) -> members.append(",\"" + name + "\":\"").append(id).append('"'));
    byte[] before = members.append(",\"assertion\":\"").toString().getBytes(US_ASCII);
    byte[] after = "\"}".getBytes(US_ASCII);
    return ByteBuffer.allocate(before.length + identity.length + after.length)
        .put(before)
        .put(identity)
        .put(after)
        .array();
  }

  private static Lease lease(StrictObject answer, Instant asked) {
    SealedSecret token = answer.secrets().get(TOKEN);
    String type = answer.texts().getOrDefault(TYPE, "Bearer");
    if (token == null || !type.equalsIgnoreCase("Bearer")) {
      throw new CredentialException(Reason.MALFORMED);
    }
    Credential credential = CredentialKind.BEARER.credential(token).withBeta(BETA);
    return new Lease(credential, asked, asked.plus(life(answer.texts().getOrDefault(LIFE, ""))));
  }

  private static Duration life(String seconds) {
    try {
      Duration life = Duration.ofSeconds(Integer.parseInt(seconds));
      if (life.compareTo(MIN_LIFE) < 0) {
        throw new CredentialException(Reason.EXPIRED);
      }
      return life.compareTo(MAX_LIFE) > 0 ? MAX_LIFE : life;
    } catch (NumberFormatException e) {
      throw new CredentialException(Reason.MALFORMED);
    }
  }

  @Override
  public String toString() {
    return "TokenExchange" + ids.keySet();
  }
}
