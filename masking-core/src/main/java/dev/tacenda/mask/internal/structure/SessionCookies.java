package dev.tacenda.mask.internal.structure;

import dev.tacenda.mask.internal.Ascii;

/** Session cookies in Cookie and Set-Cookie headers. */
final class SessionCookies {
  private static final int MIN_VALUE = 8;

  private static final String[] SESSIONS = {
    "sess", "sid", "token", "auth", "jwt", "remember", "csrf", "xsrf", "login", "ticket", "secret"
  };

  private final byte[] line;
  private final PartSink sink;

  private SessionCookies(byte[] line, PartSink sink) {
    this.line = line;
    this.sink = sink;
  }

  static void read(byte[] line, PartSink sink) {
    SessionCookies cookies = new SessionCookies(line, sink);
    int i = LineText.indexOf(line, 0, "cookie");
    while (i >= 0) {
      int end = i + 6;
      int value = HeaderField.valueStart(line, end);
      if (value > end) {
        end = cookies.pairs(value);
      }
      i = LineText.indexOf(line, end, "cookie");
    }
  }

  /** {@code name=value; name=value}. */
  private int pairs(int from) {
    int i = from;
    while (i < line.length && !Ascii.isQuote(line[i])) {
      int equals = i;
      while (equals < line.length && isCookieName(line[equals])) {
        equals++;
      }
      int end = equals;
      if (LineText.at(line, equals) == '=') {
        end = equals + 1;
        while (end < line.length && !endsCookie(line[end])) {
          end++;
        }
        if (end - equals > MIN_VALUE && namesSession(i, equals)) {
          sink.accept(Part.TOKEN, equals + 1, end);
        }
      }
      i = Math.max(end, i + 1);
    }
    return i;
  }

  private static boolean isCookieName(int b) {
    return Ascii.isWord(b) || b == '-' || b == '.';
  }

  private static boolean endsCookie(int b) {
    return b >= 0 && b <= ' ' || b == ';' || b == ',' || b == '\\' || b == '<' || Ascii.isQuote(b);
  }

  private boolean namesSession(int start, int end) {
    String name = LineText.name(line, start, Math.min(end, start + 64));
    for (String word : SESSIONS) {
      if (name.contains(word)) {
        return true;
      }
    }
    return false;
  }
}
