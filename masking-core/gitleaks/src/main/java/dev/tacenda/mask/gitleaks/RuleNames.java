package dev.tacenda.mask.gitleaks;

import com.google.re2j.Pattern;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

/** Gives imported rules ids and types that our rules can have. Confined to one thread. */
final class RuleNames {
  /** Before each id, so that none is that of another rule, and records show where it is from. */
  static final String PREFIX = "gitleaks-";

  private static final int MAX_ID_CHARS = 64;
  private static final int MAX_TYPE_CHARS = 12;
  private static final int HASH_DIGITS = 8;

  private static final Pattern NO_ID = Pattern.compile("[^a-z0-9]+");
  private static final Pattern EDGE = Pattern.compile("^-|-$");
  private static final Pattern NO_TYPE = Pattern.compile("[^A-Z0-9]");

  private final Set<String> taken = new HashSet<>();

  /**
   * Returns an id: the given one in lower case, with dashes for what may not stand in ids. If that
   * is too long, or an earlier rule has it, it ends in a hash of the given one.
   */
  String id(String gitleaksId) {
    String words = NO_ID.matcher(gitleaksId.toLowerCase(Locale.ROOT)).replaceAll("-");
    String plain = PREFIX + EDGE.matcher(words).replaceAll("");
    String id =
        plain.length() <= MAX_ID_CHARS && taken.add(plain)
            ? plain
            : cut(plain, MAX_ID_CHARS - HASH_DIGITS - 1) + "-" + hash(gitleaksId);
    taken.add(id);
    return id;
  }

  /** Returns the type of a rule's placeholders: the letters and digits of its id. */
  static String type(String gitleaksId) {
    String plain = NO_TYPE.matcher(gitleaksId.toUpperCase(Locale.ROOT)).replaceAll("");
    return plain.length() < 2 ? "GITLEAKS" : cut(plain, MAX_TYPE_CHARS);
  }

  private static String cut(String text, int length) {
    return text.substring(0, Math.min(length, text.length()));
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
