package dev.tacenda.claude.gate.policy;

import dev.tacenda.claude.gate.policy.BundleManifest.FileEntry;
import dev.tacenda.claude.gate.policy.BundleManifest.Window;
import dev.tacenda.mask.PolicyException;
import dev.tacenda.mask.TrustedCode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a manifest line by line. It need not be strict: what it makes of a manifest is written
 * again, and unless that gives the same bytes the manifest is refused. Confined to one call.
 */
@TrustedCode("a manifest that could be read in two ways is refused")
final class ManifestReader {
  /** Longer than a manifest of 254 files with the longest names can be. */
  private static final int MAX_BYTES = 64 * 1024;

  private static final String REMEDY = "write it as BundleManifest.text does";
  private static final Set<String> KEYS =
      Set.of(
          "tacenda-bundle",
          "name",
          "revision",
          "published",
          "not-before",
          "not-after",
          "rollback-of",
          "note",
          "files");
  private static final String FILE_START = "  - {name: ";
  private static final String BYTES = ", bytes: ";
  private static final String SHA256 = ", sha256: '";
  private static final String FILE_END = "'}";

  private final byte[] manifest;
  private final Map<String, String> values = new HashMap<>();
  private final Map<String, Integer> lines = new HashMap<>();
  private final List<FileEntry> files = new ArrayList<>();
  private int line;

  ManifestReader(byte[] manifest) {
    this.manifest = manifest;
  }

  BundleManifest read() {
    if (manifest.length > MAX_BYTES) {
      throw malformed("longer than " + MAX_BYTES + " bytes");
    }
    try {
      return read(utf8());
    } catch (PolicyException e) {
      throw malformed(String.valueOf(e.getMessage()));
    }
  }

  private BundleManifest read(String text) {
    for (String each : text.split("\n", -1)) {
      line++;
      if (each.startsWith(FILE_START)) {
        files.add(file(each));
      } else if (!each.isEmpty()) {
        keyAndValue(each);
      }
    }
    requireVersion();
    BundleManifest read = manifest();
    requireSame(text, read.text());
    return read;
  }

  private void keyAndValue(String text) {
    int colon = text.indexOf(':');
    String key = colon < 0 ? text : text.substring(0, colon);
    if (!KEYS.contains(key)) {
      throw PolicyException.unknownWord(PolicyBundle.MANIFEST, line, 1, "key", key, KEYS);
    }
    if (values.putIfAbsent(key, text.substring(Math.min(text.length(), colon + 2))) != null) {
      throw error("duplicate key '" + key + "'", "remove it or the one in line " + lines.get(key));
    }
    lines.put(key, line);
  }

  private FileEntry file(String text) {
    int bytes = text.indexOf(BYTES);
    int sha256 = text.indexOf(SHA256);
    int end = text.length() - FILE_END.length();
    boolean inOrder = bytes >= 0 && sha256 >= bytes && end >= sha256 + SHA256.length();
    if (!inOrder || !text.endsWith(FILE_END)) {
      throw error("a file has a name, bytes and sha256", REMEDY);
    }
    try {
      return new FileEntry(
          text.substring(FILE_START.length(), bytes),
          Integer.parseInt(text.substring(bytes + BYTES.length(), sha256)),
          text.substring(sha256 + SHA256.length(), end));
    } catch (NumberFormatException e) {
      throw error("bytes must be a whole number", REMEDY);
    } catch (IllegalArgumentException e) {
      throw error(String.valueOf(e.getMessage()), REMEDY);
    }
  }

  private void requireVersion() {
    String version = required("tacenda-bundle");
    boolean number = !version.isEmpty() && version.chars().allMatch(c -> c >= '0' && c <= '9');
    if (number && !version.equals(String.valueOf(BundleManifest.VERSION))) {
      throw new BundleException(BundleRejection.MANIFEST_VERSION);
    }
  }

  private BundleManifest manifest() {
    Window window = window();
    try {
      return new BundleManifest(
          required("name"),
          number("revision"),
          window,
          values.containsKey("rollback-of") ? number("rollback-of") : 0,
          values.containsKey("note") ? quoted("note").replace("''", "'") : "",
          files);
    } catch (IllegalArgumentException e) {
      throw new PolicyException(
          PolicyBundle.MANIFEST, 1, 1, String.valueOf(e.getMessage()), REMEDY);
    }
  }

  private Window window() {
    Instant published = time("published");
    Instant notBefore = time("not-before");
    Instant notAfter = time("not-after");
    try {
      return new Window(published, notBefore, notAfter);
    } catch (IllegalArgumentException e) {
      throw errorAt("not-before", String.valueOf(e.getMessage()));
    }
  }

  private Instant time(String key) {
    String text = quoted(key);
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw errorAt(key, key + " must be a time like 2026-11-30T10:00:00Z");
    }
  }

  private long number(String key) {
    try {
      return Long.parseLong(required(key));
    } catch (NumberFormatException e) {
      throw errorAt(key, key + " must be a whole number");
    }
  }

  private String quoted(String key) {
    String value = required(key);
    if (value.length() < 2 || !value.startsWith("'") || !value.endsWith("'")) {
      throw errorAt(key, key + " must stand in single quotes");
    }
    return value.substring(1, value.length() - 1);
  }

  private String required(String key) {
    String value = values.get(key);
    if (value == null) {
      throw new PolicyException(
          PolicyBundle.MANIFEST, 1, 1, "key '" + key + "' is missing", REMEDY);
    }
    return value;
  }

  private PolicyException errorAt(String key, String problem) {
    int at = lines.getOrDefault(key, 1);
    return new PolicyException(PolicyBundle.MANIFEST, at, 1, problem, REMEDY);
  }

  private PolicyException error(String problem, String remedy) {
    return new PolicyException(PolicyBundle.MANIFEST, line, 1, problem, remedy);
  }

  private static void requireSame(String text, String canonical) {
    int at = Arrays.mismatch(text.toCharArray(), canonical.toCharArray());
    if (at < 0) {
      return;
    }
    String before = text.substring(0, at);
    int lineOfDifference = (int) before.chars().filter(c -> c == '\n').count() + 1;
    int column = before.length() - before.lastIndexOf('\n');
    throw new PolicyException(
        PolicyBundle.MANIFEST,
        lineOfDifference,
        column,
        "not the one spelling it may have",
        REMEDY);
  }

  private String utf8() {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(manifest)).toString();
    } catch (CharacterCodingException e) {
      throw malformed("not UTF-8");
    }
  }

  private static BundleException malformed(String detail) {
    return new BundleException(BundleRejection.MANIFEST_MALFORMED, detail);
  }
}
