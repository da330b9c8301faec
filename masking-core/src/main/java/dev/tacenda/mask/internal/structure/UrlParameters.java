package dev.tacenda.mask.internal.structure;

import dev.tacenda.mask.internal.Ascii;
import java.util.Set;

/**
 * Parameters in the query of a URL that are credentials: passwords, API keys, and the signatures of
 * presigned URLs (S3, Google Cloud Storage, Azure SAS), which grant access by themselves.
 */
final class UrlParameters {
  private static final int MAX_NAME = 48;
  private static final int MIN_PASSWORD = 4;
  private static final int MIN_TOKEN = 8;
  private static final int MIN_UNCLEAR = 20;

  /** A function key of Azure is called code, as are the short-lived codes of OAuth. */
  private static final int MIN_FUNCTION_KEY = 40;

  private static final Set<String> PASSWORDS = Set.of("pass", "passwd", "passphrase", "pwd");

  private static final Set<String> TOKENS =
      Set.of("sig", "signature", "auth", "jwt", "sas", "hapikey", "appkey", "secretkey");

  /** Names that are as often those of something else. */
  private static final Set<String> UNCLEAR = Set.of("key", "sid", "session", "sessionid");

  private static final Set<String> NO_TOKENS =
      Set.of("pagetoken", "nextpagetoken", "nexttoken", "continuationtoken", "publickeytoken");

  private UrlParameters() {}

  static void read(byte[] line, PartSink sink) {
    for (int i = 1; i < line.length - 1; i++) {
      if (line[i] == '=') {
        int start = nameStart(line, i);
        if (opensParameter(line, start)) {
          parameter(line, LineText.name(line, start, i), i + 1, sink);
        }
      }
    }
  }

  private static int nameStart(byte[] line, int end) {
    int start = end;
    while (start > 0 && end - start < MAX_NAME && isName(line[start - 1])) {
      start--;
    }
    return start;
  }

  private static boolean isName(int b) {
    return Ascii.isWord(b) || b == '-' || b == '.';
  }

  /** Behind ? or an ampersand, which may be written as in HTML. */
  private static boolean opensParameter(byte[] line, int start) {
    int before = line[Math.max(0, start - 1)];
    return before == '?'
        || before == '&' && LineText.at(line, start - 2) != '&'
        || LineText.endsWith(line, start, "&amp;");
  }

  private static void parameter(byte[] line, String name, int start, PartSink sink) {
    int length = valueEnd(line, start) - start;
    if (isPassword(name) && length >= MIN_PASSWORD) {
      sink.accept(Part.PASSWORD, start, start + length);
    } else if (isToken(name) && length >= MIN_TOKEN
        || UNCLEAR.contains(name) && length >= MIN_UNCLEAR && Ascii.isWord(line[start])
        || name.equals("code") && length >= MIN_FUNCTION_KEY && line[start + length - 1] == '=') {
      sink.accept(Part.TOKEN, start, start + length);
    }
  }

  private static boolean isPassword(String name) {
    return name.endsWith("password") || PASSWORDS.contains(name);
  }

  private static boolean isToken(String name) {
    return TOKENS.contains(name)
        || !NO_TOKENS.contains(name)
            && (name.endsWith("token")
                || name.endsWith("secret")
                || name.endsWith("apikey")
                || name.endsWith("accesskey")
                || name.endsWith("subscriptionkey")
                || name.endsWith("signature"));
  }

  private static int valueEnd(byte[] line, int start) {
    int end = start;
    while (end < line.length && !endsValue(line[end])) {
      end++;
    }
    return end;
  }

  private static boolean endsValue(int b) {
    return b >= 0 && b <= ' ' || Ascii.isQuote(b) || "&#<>\\;,()[]{}|".indexOf(b) >= 0;
  }
}
