package dev.tacenda.claude.gate.credential;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.tacenda.claude.gate.CredentialException;
import dev.tacenda.claude.gate.CredentialException.Reason;
import dev.tacenda.claude.gate.PresentedIdentity;
import dev.tacenda.claude.gate.SealedSecret;
import dev.tacenda.mask.TrustedCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The identity token that an exchange shows. Who gets a token can use it with everyone it is meant
 * for, so one is shown only if it is meant for the audience of the exchange and nobody else. It is
 * not verified here: that is what the other side does, and it comes from our own side.
 *
 * @param audience the audience it must have
 * @param source where it comes from
 */
@TrustedCode("A token that is meant for somebody else is never shown.")
record IdentityAssertion(String audience, Supplier<PresentedIdentity> source) {
  private static final int MAX_LENGTH = 16 * 1024;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(16).build())
          .build();

  /**
   * Returns a token that may be shown.
   *
   * @param shown is told the token, and what it was got with
   * @throws CredentialException if there is none, or it is meant for somebody else
   */
  SealedSecret token(Consumer<SealedSecret> shown) {
    PresentedIdentity identity = fromSource();
    String token = identity.token().map(String::strip).orElse("");
    if (token.isEmpty()) {
      throw new CredentialException(Reason.IDENTITY_UNAVAILABLE);
    }
    if (token.length() > MAX_LENGTH) {
      throw new CredentialException(Reason.TOO_LARGE);
    }
    if (!audiences(payload(token)).equals(List.of(audience))) {
      throw new CredentialException(Reason.IDENTITY_WRONG_AUDIENCE);
    }
    identity.secrets().forEach(each -> shown.accept(SealedSecret.take(each.toCharArray())));
    return SealedSecret.take(token.toCharArray());
  }

  private PresentedIdentity fromSource() {
    try {
      return Objects.requireNonNull(source.get(), "identity");
    } catch (RuntimeException e) {
      // Its message may quote a token or a URL that is one.
      throw new CredentialException(Reason.IDENTITY_UNAVAILABLE);
    }
  }

  /** Returns the second of three parts, decoded. */
  private static byte[] payload(String token) {
    int first = token.indexOf('.');
    int second = token.indexOf('.', first + 1);
    boolean three = first > 0 && second > first + 1 && second + 1 < token.length();
    if (!three || !token.chars().allMatch(IdentityAssertion::isOfToken)) {
      throw new CredentialException(Reason.MALFORMED);
    }
    try {
      byte[] part = token.substring(first + 1, second).getBytes(StandardCharsets.US_ASCII);
      return Base64.getUrlDecoder().decode(part);
    } catch (IllegalArgumentException e) {
      throw new CredentialException(Reason.MALFORMED);
    }
  }

  private static boolean isOfToken(int c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '_'
        || c == '-'
        || c == '.';
  }

  /** Returns the audiences of a token; none if it names none. */
  private static List<String> audiences(byte[] payload) {
    List<String> audiences = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(payload)) {
      require(parser.nextToken() == JsonToken.START_OBJECT);
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = parser.currentName().equals("aud");
        JsonToken value = parser.nextToken();
        if (!wanted) {
          parser.skipChildren();
        } else if (value == JsonToken.START_ARRAY) {
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            require(parser.currentToken() == JsonToken.VALUE_STRING);
            audiences.add(parser.getText());
          }
        } else {
          require(value == JsonToken.VALUE_STRING);
          audiences.add(parser.getText());
        }
      }
      require(parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null);
      return audiences;
    } catch (IOException e) {
      throw new CredentialException(Reason.MALFORMED);
    }
  }

  private static void require(boolean condition) {
    if (!condition) {
      throw new CredentialException(Reason.MALFORMED);
    }
  }

  @Override
  public String toString() {
    return "IdentityAssertion[for " + audience + "]";
  }
}
