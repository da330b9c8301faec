package dev.tacenda.claude.gate.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.claude.gate.IdentityException;
import dev.tacenda.claude.gate.identity.JsonValue.Items;
import dev.tacenda.claude.gate.identity.JsonValue.Members;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The vectors of Project Wycheproof (https://github.com/C2SP/wycheproof) for signed tokens and key
 * sets: nothing invalid is accepted, and of what is valid only what we refuse on purpose is not.
 * Not part of the default run, because the files are not ours; {@code -Dtest=WycheproofIT
 * -Dtacenda.vectors=FOLDER}, where FOLDER holds {@code wycheproof}.
 */
@Tag("vectors")
class WycheproofIT {
  /** One of them, and what became of it: the reason against it, or "accepted". */
  private record Vector(String id, boolean isValid, String outcome) {}

  @Test
  void acceptsNoInvalidSignatureAndRefusesValidOnesOnPurposeOnly() throws Exception {
    List<Vector> vectors = vectors("json_web_signature_test.json");

    assertThat(vectors).hasSize(401);
    assertThat(invalidAccepted(vectors)).isEmpty();
    assertThat(validByOutcome(vectors)).isEqualTo(SIGNATURES);
  }

  @Test
  void acceptsNoInvalidKeySet() throws Exception {
    List<Vector> vectors = vectors("json_web_key_test.json");

    assertThat(vectors).hasSize(26);
    assertThat(invalidAccepted(vectors)).isEmpty();
    assertThat(validByOutcome(vectors)).isEqualTo(KEY_SETS);
  }

  /**
   * Not accepted though valid: MACs; four tokens with another {@code alg} than their key says, of
   * which two keys say ES521, which there is not; two with characters that base64 does not have;
   * and six without a payload.
   */
  private static final Map<String, Long> SIGNATURES =
      Map.of(
          "accepted", 26L,
          "ALGORITHM_SYMMETRIC", 8L,
          "KEY_ALGORITHM_MISMATCH", 4L,
          "TOKEN_CHARACTER_ILLEGAL", 2L,
          "TOKEN_PARTS_WRONG", 6L);

  private static final Map<String, Long> KEY_SETS =
      Map.of("accepted", 1L, "ALGORITHM_SYMMETRIC", 4L);

  private static List<String> invalidAccepted(List<Vector> vectors) {
    return vectors.stream()
        .filter(vector -> !vector.isValid() && vector.outcome().equals("accepted"))
        .map(Vector::id)
        .toList();
  }

  private static Map<String, Long> validByOutcome(List<Vector> vectors) {
    return vectors.stream()
        .filter(Vector::isValid)
        .collect(Collectors.groupingBy(Vector::outcome, TreeMap::new, Collectors.counting()));
  }

  private static List<Vector> vectors(String file) throws IOException, IdentityException {
    String folder =
        Objects.requireNonNull(System.getProperty("tacenda.vectors"), "-Dtacenda.vectors");
    Members root = StrictJson.object(Files.readAllBytes(Path.of(folder, "wycheproof", file)));
    List<Vector> vectors = new ArrayList<>();
    for (Members group : objects(root, "testGroups")) {
      JsonValue keys = group.has("public") ? group.get("public") : group.get("private");
      for (Members test : objects(group, "tests")) {
        vectors.add(
            new Vector(
                file + " " + json(Objects.requireNonNull(test.get("tcId"))),
                "valid".equals(test.text("result")),
                outcome((Members) Objects.requireNonNull(keys), test.get("jws"))));
      }
    }
    return vectors;
  }

  private static String outcome(Members keys, @org.jspecify.annotations.Nullable JsonValue token) {
    String set = keys.has("keys") ? json(keys) : "{\"keys\":[" + json(keys) + "]}";
    if (!(token instanceof JsonValue.Text text)) {
      return "no compact form";
    }
    try {
      CompactToken parts = CompactToken.of(text.value());
      TokenHeader header = TokenHeader.of(parts.header());
      VerificationKey key =
          KeySet.read(set.getBytes(UTF_8)).key(header.keyId(), header.algorithm());
      Signatures.require(parts, header.algorithm(), key);
      return "accepted";
    } catch (IdentityException e) {
      return e.reason().name();
    } catch (UnusableKeysException e) {
      return "no usable key";
    }
  }

  private static List<Members> objects(Members parent, String name) {
    return ((Items) Objects.requireNonNull(parent.get(name)))
        .values().stream().map(Members.class::cast).toList();
  }

  private static String json(JsonValue value) {
    if (value instanceof Members members) {
      return members.values().entrySet().stream()
          .map(each -> "\"" + each.getKey() + "\":" + json(each.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    }
    if (value instanceof Items items) {
      return items.values().stream()
          .map(WycheproofIT::json)
          .collect(Collectors.joining(",", "[", "]"));
    }
    String text = ClaimTexts.single(value);
    return value instanceof JsonValue.Text ? "\"" + text + "\"" : String.valueOf(text);
  }
}
