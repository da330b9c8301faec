package dev.tacenda.mask;

import dev.tacenda.mask.internal.Ascii;
import java.util.Arrays;
import java.util.List;

/**
 * Recognises what people write where a secret would stand: references, templates, masks and words
 * such as {@code changeme}. Only the whole value counts: "example" inside a password is part of a
 * password. The expressions are compiled when a value first looks as if one could match.
 */
final class StandIns {
  private static final int MAX_STAND_IN_BYTES = 200;

  /** References and templates, as a whole. A default inside one, as in ${X:secret}, is a value. */
  static final LazyPattern REFERENCE =
      LazyPattern.checked(
          "(?i)"
              + String.join(
                  "|",
                  List.of(
                      // shell, Spring, Terraform, Ansible, Jinja, GitHub Actions, ERB, Mustache,
                      // Helm
                      "(?:\\\\*\\$\\{[^}:]*(?::\\?[^}]*|:-?)?\\}?[-_./:]?)+",
                      "\\$?\\{\\{.*",
                      "#\\{.*\\}",
                      "\\\\*\\$\\(.*",
                      "\\\\*\\$[A-Za-z_][A-Za-z0-9_:.\\[\\]'\"]*",
                      "\\$[0-9@*]",
                      "<%.*",
                      "`.*`",
                      // printf, Python, C#, Windows and Maven
                      "%[-0-9.]*[a-z]",
                      "%\\([A-Za-z0-9_]*\\)[a-z]",
                      "\\{[A-Za-z0-9_.:]*\\}",
                      "(?-i:%[A-Z_][A-Z0-9_]*)",
                      "%[A-Za-z0-9_.]+%",
                      "@[A-Za-z0-9_.-]+@",
                      "__[A-Za-z0-9_]+__",
                      // <your-key>, [your key], (secret)
                      "<[^<>]*>",
                      "<[A-Za-z][A-Za-z _.-]*",
                      "&lt;.*",
                      "\\[[A-Za-z _.-]*\\]?",
                      "\\([A-Za-z _.-]*\\)?",
                      // look-ups
                      "(?:process\\.env|import\\.meta\\.env|deno\\.env|os\\.environ|os\\.getenv|"
                          + "system\\.getenv|system\\.getproperty|getenv|getproperty|env\\.|env\\[|env\\(|"
                          + "environ|secrets\\.|vault:|var\\.|local\\.|data\\.|module\\.|self\\.|this\\.|"
                          + "settings\\.|config\\.|ssm:|arn:aws:|secretref:|file:|op://|keyring:).*",
                      "!(?:ref|sub|getatt|vault|secret|env|join)(?:[^A-Za-z0-9_].*)?")));

  static final LazyPattern WORDS =
      LazyPattern.checked(
          "(?i)(?:(?:your|insert|enter|replace|put|add|choose|provide|specify|set|use|paste|fill)(?:[-_"
              + " .][a-z]*)+|replace[-_ ]?me|change[-_ ]?(?:me|it|this)(?:[-_"
              + " ]?(?:now|later|please|in|for|prod|production|password|secret|key|[0-9]{1,3}))*|"
              + "(?:some|any|the|my|a|an|new|old|user|db|database|test|fake|dummy|sample|example|"
              + "mock|default|api|auth|access|client|secret|private|public|valid|invalid|wrong|"
              + "bad|correct|super|strong|very|bearer|basic|root|admin|refresh|id|csrf|session|"
              + "jwt|oauth2?|encrypted|hashed|plain|raw|current|confirm|is|not|no|[-_"
              + " .])*(?:password|passwd|passphrase|pass|pwd|secret|token|key|apikey|credentials?|"
              + "value|here|placeholder|string|text)s?|"
              + "null|nil|none|undefined|unset|empty|blank|true|false|yes|no|on|off|todo|tbd|fixme|"
              + "n/?a|unknown|optional|required|default|value|hidden|masked|redacted|removed|"
              + "omitted|sanitized|obfuscated|censored|filtered|protected|encrypted|dummy|fake|"
              + "sample|example|placeholder|string|str|text|varchar|char|bytes?|int|integer|number|"
              + "bool|boolean|object|function|any|auto|generated|prompt|stdin|env|file|vault|input|plain|"
              + "basic|bearer|digest|ntlm|oauth2?|oidc|saml|jwt|username|user|name|email)");

  /** What references begin with, but for those that begin with a word. */
  private static final String SIGNS = "\\$#<%`{@_&[(!";

  /** What follows the word that a reference begins with, if it is none of {@link #LOOKUPS}. */
  private static final String BEHIND_WORD = ".[(:";

  private static final String[] LOOKUPS = {"getenv", "getproperty", "environ"};

  /** The only words that digits belong to. */
  private static final String[] WITH_DIGITS = {"change", "oauth"};

  private StandIns() {}

  /** Returns true if the whole value stands in for a secret. */
  static boolean isStandIn(byte[] line, int start, int end) {
    if (end - start > MAX_STAND_IN_BYTES) {
      return false;
    }
    if (end == start || isOneCharacter(line, start, end)) {
      return true;
    }
    byte[] value = Arrays.copyOfRange(line, start, end);
    return mayBeReference(value) && REFERENCE.matches(value)
        || mayBeWords(value) && WORDS.matches(trimmed(value));
  }

  /** Returns false only if the value is no reference, which most values are not. */
  @TrustedCode("false only if REFERENCE does not match")
  static boolean mayBeReference(byte[] value) {
    byte first = value[0];
    if (first < 0 || SIGNS.indexOf(first) >= 0) {
      return true;
    }
    if (!Ascii.isLetter(first)) {
      return false;
    }
    for (byte b : value) {
      if (BEHIND_WORD.indexOf(b) >= 0) {
        return true;
      }
    }
    for (String lookup : LOOKUPS) {
      if (standsAt(value, 0, lookup)) {
        return true;
      }
    }
    return false;
  }

  /** Returns false only if the value is none of the words, as most values with a digit are. */
  @TrustedCode("false only if WORDS does not match")
  static boolean mayBeWords(byte[] value) {
    boolean digit = false;
    for (byte b : value) {
      digit |= Ascii.isDigit(b);
    }
    return !digit || holdsWordWithDigits(value);
  }

  private static boolean holdsWordWithDigits(byte[] value) {
    for (String word : WITH_DIGITS) {
      for (int i = 0; i < value.length; i++) {
        if (standsAt(value, i, word)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean standsAt(byte[] value, int at, String lower) {
    if (at + lower.length() > value.length) {
      return false;
    }
    for (int i = 0; i < lower.length(); i++) {
      if (Ascii.lower(value[at + i]) != lower.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Returns true for xxxx, ****, 0000-0000, ... and the like. */
  private static boolean isOneCharacter(byte[] line, int start, int end) {
    byte only = 0;
    for (int i = start; i < end; i++) {
      byte b = line[i];
      boolean separator = b == '-' || b == '_' || b == '.' || b == ' ' || b == ':';
      if (separator || b == only) {
        continue;
      }
      if (only != 0) {
        return false;
      }
      only = b;
    }
    return true;
  }

  private static byte[] trimmed(byte[] value) {
    int start = 0;
    int end = value.length;
    while (start < end && !CharacterClasses.isWord(value[start])) {
      start++;
    }
    while (end > start && !CharacterClasses.isWord(value[end - 1])) {
      end--;
    }
    return Arrays.copyOfRange(value, start, end);
  }
}
