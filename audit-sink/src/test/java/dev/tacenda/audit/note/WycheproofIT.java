package dev.tacenda.audit.note;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The vectors of Project Wycheproof (https://github.com/C2SP/wycheproof) for Ed25519: valid
 * signatures are accepted and invalid ones are not. Not part of the default run, because the files
 * are not ours; {@code -Dtest=WycheproofIT -Dtacenda.vectors=FOLDER}, where FOLDER holds {@code
 * wycheproof}.
 */
@Tag("vectors")
class WycheproofIT {
  @Test
  void acceptsExactlyTheValidSignatures() throws Exception {
    List<String> wrong = new ArrayList<>();
    int seen = 0;
    for (Map<String, String> vector : vectors()) {
      seen++;
      if (isAccepted(vector) != "valid".equals(vector.get("result"))) {
        wrong.add(vector.get("tcId") + " " + vector.get("result"));
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(seen).isEqualTo(151);
  }

  private static boolean isAccepted(Map<String, String> vector) {
    try {
      return Ed25519.verifies(
          Ed25519.publicKey(hex(vector, "pk")), hex(vector, "msg"), hex(vector, "sig"));
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static byte[] hex(Map<String, String> vector, String name) {
    return HexFormat.of().parseHex(Objects.requireNonNull(vector.get(name), name));
  }

  /** Returns the members of each test, with the key of its group. */
  private static List<Map<String, String>> vectors() throws IOException {
    String folder =
        Objects.requireNonNull(System.getProperty("tacenda.vectors"), "-Dtacenda.vectors");
    Path file = Path.of(folder, "wycheproof", "ed25519_test.json");
    List<Map<String, String>> vectors = new ArrayList<>();
    Map<String, String> members = new HashMap<>();
    try (JsonParser json =
        new JsonFactory().createParser(Files.readString(file, StandardCharsets.UTF_8))) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token.isScalarValue() && json.currentName() != null) {
          members.put(json.currentName(), json.getText());
        }
        if (token == JsonToken.END_OBJECT && members.containsKey("sig")) {
          vectors.add(new HashMap<>(members));
          members.remove("sig");
        }
      }
    }
    return vectors;
  }
}
