package dev.tacenda.mask.internal.structure;

import dev.tacenda.mask.internal.Ascii;

/**
 * Credentials in HTTP header fields, as they stand in messages, options of curl, programs, JSON and
 * YAML: {@code Authorization} of any scheme, and headers named after a key or a token.
 */
final class HttpHeaders {
  private static final int MIN_VALUE = 8;
  private static final int MIN_CREDENTIALS = 12;
  private static final int MAX_FIRST_WORD = 16;

  /** Headers that carry a key although their names do not begin with X. */
  private static final String[] KEYS = {
    "access-token",
    "api-key",
    "api-token",
    "auth-token",
    "client-secret",
    "deploy-token",
    "job-token",
    "ocp-apim-subscription-key",
    "private-token",
    "subscription-key"
  };

  /** Parameters of an Authorization header that are derived from a secret. */
  private static final String[] PARAMETERS = {
    "signature",
    "oauth_signature",
    "oauth_token",
    "response",
    "mac",
    "token",
    "auth",
    "sig",
    "apikey",
    "api_key",
    "key",
    "password",
    "secret"
  };

  private final byte[] line;
  private final PartSink sink;

  private HttpHeaders(byte[] line, PartSink sink) {
    this.line = line;
    this.sink = sink;
  }

  static void readAuthorization(byte[] line, PartSink sink) {
    HttpHeaders headers = new HttpHeaders(line, sink);
    int i = LineText.indexOf(line, 0, "authorization");
    while (i >= 0) {
      int end = i + 13;
      int value = HeaderField.valueStart(line, end);
      if (value > end) {
        end = headers.credentials(value);
      }
      i = LineText.indexOf(line, end, "authorization");
    }
  }

  /** {@code X-Api-Key: ...}, {@code PRIVATE-TOKEN: ...}: a header named after a secret. */
  static void readKeys(byte[] line, PartSink sink) {
    HttpHeaders headers = new HttpHeaders(line, sink);
    for (int i = 1; i < line.length; i++) {
      if (line[i] == '-' && Ascii.isLetter(line[i - 1])) {
        i = headers.header(i);
      }
    }
  }

  /** Reads the field whose name has a dash at {@code dash}; returns the last byte read. */
  private int header(int dash) {
    int end = dash;
    int start = dash;
    while (end < line.length && isName(line[end])) {
      end++;
    }
    while (start > 0 && dash - start < MAX_FIRST_WORD && isName(line[start - 1])) {
      start--;
    }
    int value = isSecret(end) && isHeader(start, end) ? HeaderField.valueStart(line, end) : end;
    if (value > end) {
      run(value, MIN_VALUE);
    }
    return end - 1;
  }

  private static boolean isName(int b) {
    return Ascii.isAlphanumeric(b) || b == '-';
  }

  private boolean isHeader(int start, int end) {
    return Ascii.startsWith(line, start, "x-") || isOneOf(KEYS, start, end);
  }

  private boolean isSecret(int end) {
    return LineText.endsWith(line, end, "-key")
        || LineText.endsWith(line, end, "-token")
        || LineText.endsWith(line, end, "-secret")
        || LineText.endsWith(line, end, "-auth")
        || LineText.endsWith(line, end, "-signature")
        || LineText.endsWith(line, end, "-password");
  }

  /** A scheme with a run or parameters behind it, or a run alone. */
  private int credentials(int start) {
    int end = start;
    while (Ascii.isAlphanumeric(LineText.at(line, end)) || LineText.at(line, end) == '-') {
      end++;
    }
    int value = LineText.skipSpaces(line, end);
    if (value == end || value >= line.length) {
      return run(start, MIN_CREDENTIALS);
    }
    return parameterFollows(value) ? parameters(value) : run(value, MIN_CREDENTIALS);
  }

  private boolean parameterFollows(int from) {
    int i = from;
    while (Ascii.isWord(LineText.at(line, i))) {
      i++;
    }
    int next = LineText.at(line, i + 1);
    return i > from && LineText.at(line, i) == '=' && next > ' ' && next != '=';
  }

  private int run(int start, int least) {
    int end = start;
    while (end < line.length && isToken(line[end])) {
      end++;
    }
    if (end - start >= least) {
      sink.accept(Part.TOKEN, start, end);
    }
    return end;
  }

  private static boolean isToken(int b) {
    return LineText.isBase64(b) || "._~-=:|@!$%^*".indexOf(b) >= 0;
  }

  /** {@code name="value", name=value}. */
  private int parameters(int from) {
    int i = from;
    while (i < line.length && !isEnd(i)) {
      int equals = i;
      while (Ascii.isWord(LineText.at(line, equals)) || LineText.at(line, equals) == '-') {
        equals++;
      }
      if (LineText.at(line, equals) != '=') {
        i = Math.max(equals, i + 1);
        continue;
      }
      int start = equals + 1;
      while (LineText.at(line, start) == '\\' || Ascii.isQuote(LineText.at(line, start))) {
        start++;
      }
      int end = start;
      while (end < line.length && (isToken(line[end]) || line[end] == '+')) {
        end++;
      }
      if (end - start >= MIN_VALUE && isOneOf(PARAMETERS, i, equals)) {
        sink.accept(Part.TOKEN, start, end);
      }
      i = end;
      while (LineText.at(line, i) == '\\' || Ascii.isQuote(LineText.at(line, i))) {
        i++;
      }
    }
    return i;
  }

  private boolean isEnd(int i) {
    return line[i] == '<' || line[i] == '{' || line[i] == '}' || line[i] == ')';
  }

  private boolean isOneOf(String[] names, int start, int end) {
    for (String name : names) {
      if (end - start == name.length() && Ascii.startsWith(line, start, name)) {
        return true;
      }
    }
    return false;
  }
}
