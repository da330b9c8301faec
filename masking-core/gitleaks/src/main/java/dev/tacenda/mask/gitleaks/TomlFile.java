package dev.tacenda.mask.gitleaks;

import dev.tacenda.mask.PolicyException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;

/** Reads TOML files; what is not TOML is refused with its place. */
final class TomlFile {
  /** Largest file in bytes. The default configuration of gitleaks has a fifth of it. */
  static final int MAX_BYTES = 1 << 20;

  private static final String SYNTAX_REMEDY =
      "see https://toml.io/en/v1.0.0; write regexes in '''three quotes'''";

  private TomlFile() {}

  /**
   * Reads a file.
   *
   * @throws PolicyException if it is too long, or not TOML in UTF-8
   */
  static TomlMap read(String sourceName, byte[] toml) {
    Place start = new Place(sourceName, 1, 1);
    if (toml.length > MAX_BYTES) {
      throw start.error("file is longer than " + MAX_BYTES + " bytes", "split it with [extend]");
    }
    TomlParseResult result = Toml.parse(decode(start, toml));
    for (TomlParseError error : result.errors()) {
      Place place = new Place(sourceName, error.position().line(), error.position().column());
      throw place.error(
          "not TOML: " + Quoted.onOneLine(String.valueOf(error.getMessage())), SYNTAX_REMEDY);
    }
    return TomlMap.of(start, result);
  }

  private static String decode(Place start, byte[] toml) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(toml)).toString();
    } catch (CharacterCodingException e) {
      throw start.error("not UTF-8 text", "save the file as UTF-8");
    }
  }
}
