package dev.tacenda.claude.gate.credential;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.tacenda.claude.gate.CredentialException;
import dev.tacenda.claude.gate.CredentialException.Reason;
import dev.tacenda.claude.gate.SealedSecret;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The members of one strict JSON object that somebody is interested in. Duplicates, depths beyond
 * eight and text behind the object are refused. The parser keeps no buffers for the next one,
 * because what it reads is secret.
 *
 * @param secrets the strings that were wanted as secrets
 * @param texts the strings and numbers that were wanted as they are
 */
record StrictObject(Map<String, SealedSecret> secrets, Map<String, String> texts) {
  private static final int MAX_DEPTH = 8;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(20)
                  .maxStringLength(SealedSecret.MAX_BYTES / 2)
                  .build())
          .build();

  /**
   * Reads {@code json}.
   *
   * @param secret the member that is a secret
   * @param others the members that are not
   * @throws CredentialException if it is not one strict JSON object
   */
  static StrictObject read(byte[] json, String secret, Set<String> others) {
    StrictObject read = new StrictObject(new HashMap<>(), new HashMap<>());
    try (JsonParser parser = JSON.createParser(json)) {
      require(parser.nextToken() == JsonToken.START_OBJECT);
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (name.equals(secret)) {
          require(value == JsonToken.VALUE_STRING);
          read.secrets.put(name, secret(parser));
        } else if (others.contains(name) && value != JsonToken.VALUE_NULL) {
          require(value == JsonToken.VALUE_STRING || value == JsonToken.VALUE_NUMBER_INT);
          read.texts.put(name, parser.getText());
        } else {
          parser.skipChildren();
        }
      }
      require(parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null);
      return read;
    } catch (IOException e) {
      // Its message quotes the document.
      throw new CredentialException(Reason.MALFORMED);
    }
  }

  private static SealedSecret secret(JsonParser parser) throws IOException {
    int from = parser.getTextOffset();
    int length = parser.getTextLength();
    require(length > 0);
    return SealedSecret.take(Arrays.copyOfRange(parser.getTextCharacters(), from, from + length));
  }

  private static void require(boolean condition) {
    if (!condition) {
      throw new CredentialException(Reason.MALFORMED);
    }
  }

  @Override
  public String toString() {
    return "StrictObject" + secrets.keySet() + texts.keySet();
  }
}
