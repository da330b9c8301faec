package dev.tacenda.mask.internal.structure;

import dev.tacenda.mask.internal.Ascii;
import java.util.Arrays;

/**
 * Passwords and tokens in the authority of a URL (RFC 3986, section 3.2.1), of any scheme or none,
 * with escaped slashes as in JSON, and percent-encoded as a whole. A password is read as people
 * write it: it may hold {@code @ : / ? #} although the RFC wants them encoded.
 */
final class UrlUserinfo {
  private static final int MIN_TOKEN = 20;

  /** Names are at most 128 bytes, passwords less. */
  private static final int MAX_ORACLE = 256;

  /** A slash further away than this before an at sign is not looked for. */
  private static final int MAX_LOOK_BACK = 256;

  private static final String[] DOCUMENTATION = {
    "example.com", "example.net", "example.org", ".example", ".invalid", ".test"
  };

  private static final String[] EXAMPLE_WORDS = {"password", "passwd", "letmein"};

  private final byte[] line;
  private final PartSink sink;

  private UrlUserinfo(byte[] line, PartSink sink) {
    this.line = line;
    this.sink = sink;
  }

  /** Returns false only if what stands before the at sign at {@code at} is no userinfo. */
  static boolean mayEndAt(byte[] text, int from, int at) {
    if (at == from || text[at - 1] >= 0 && text[at - 1] <= ' ') {
      return false;
    }
    int first = Math.max(from, at - MAX_LOOK_BACK);
    for (int i = at - 1; i >= first; i--) {
      if (text[i] == '/' || text[i] == '\n') {
        return text[i] == '/';
      }
    }
    return first > from;
  }

  static void read(byte[] line, PartSink sink) {
    UrlUserinfo url = new UrlUserinfo(line, sink);
    for (int i = 0; i < line.length; i++) {
      if (line[i] == '/') {
        url.slash(i);
      } else if (line[i] == ':' && endsOracleDriver(line, i)) {
        url.oracle(i + 1);
      }
    }
  }

  /** At the second slash of an authority, plain or escaped. */
  private void slash(int second) {
    int first = beforeSlash(second);
    int before = beforeSlash(first);
    if (before != second && first != second && opensAuthority(before)) {
      authority(second + 1, LineText.at(line, before) == ':');
    }
  }

  /** Returns the place before the slash at {@code i} and its escape; {@code i} if there is none. */
  private int beforeSlash(int i) {
    if (LineText.at(line, i) != '/') {
      return i;
    }
    return LineText.at(line, i - 1) == '\\' ? i - 2 : i - 1;
  }

  private boolean opensAuthority(int before) {
    int b = LineText.at(line, before);
    return b == ':' || b == '=' || b == '(' || Ascii.isQuote(b);
  }

  private void authority(int start, boolean hasScheme) {
    int colon = -1;
    int at = -1;
    int i = start;
    for (; i < line.length && !endsToken(i, colon >= 0) && !endsAuthority(i); i++) {
      if (line[i] == ':' && colon < 0) {
        colon = i;
      } else if (line[i] == '@') {
        at = i;
      }
    }
    if (colon >= start && (at < 0 || isBareWord(at + 1, i)) && !isPort(colon + 1, i)) {
      at = Math.max(at, laterAt(i, colon, at >= 0));
    }
    if (at >= 0 && (hasScheme ? LineText.at(line, at + 1) != '?' : hostFollows(at + 1, false))) {
      userinfo(start, colon < 0 || colon > at ? at : colon, at);
    }
  }

  /** The @ behind a password that holds what should end the authority; -1 if there is none. */
  private int laterAt(int from, int colon, boolean needsDomain) {
    boolean query = false;
    for (int i = from; i < line.length && !endsToken(i, true); i++) {
      int b = line[i];
      query |= b == '?';
      boolean nextUrl = b == '/' && beforeSlash(beforeSlash(i)) != beforeSlash(i);
      if (nextUrl || b == '=' && query) {
        return -1;
      }
      if (b == '@' && line[i - 1] != '/' && hostFollows(i + 1, needsDomain)) {
        return looksLikeHostAndPort(colon, from) ? -1 : i;
      }
    }
    return -1;
  }

  /** A name for a port, or a reference to one: {@code host:port/path}. */
  private boolean looksLikeHostAndPort(int colon, int end) {
    int first = LineText.at(line, colon + 1);
    return "${<%:*[".indexOf(first) >= 0
        || Ascii.startsWith(line, colon + 1, "port") && end <= colon + 7;
  }

  private boolean hostFollows(int from, boolean needsDomain) {
    int i = from;
    boolean dot = false;
    while (Ascii.isAlphanumeric(LineText.at(line, i)) || "-._".indexOf(LineText.at(line, i)) >= 0) {
      dot |= line[i] == '.';
      i++;
    }
    return i > from
        && (dot || !needsDomain)
        && (endsToken(i, true) || endsAuthority(i) || line[i] == ':');
  }

  /** A host that a piece of a password could be. */
  private boolean isBareWord(int start, int end) {
    for (int i = start; i < end; i++) {
      if (line[i] == '.' || line[i] == ':' || line[i] == '[') {
        return false;
      }
    }
    return start < end && !Ascii.startsWith(line, start, "localhost");
  }

  private boolean isPort(int start, int end) {
    for (int i = start; i < end; i++) {
      if (!Ascii.isDigit(line[i])) {
        return false;
      }
    }
    return true;
  }

  private void userinfo(int start, int userEnd, int at) {
    if (userEnd + 1 < at
        && !Ascii.startsWith(line, at + 1, "sha256:")
        && !isUserAgain(start, userEnd, at)
        && !isExample(userEnd + 1, at)) {
      sink.accept(Part.PASSWORD, userEnd + 1, at);
    }
    if (userEnd - start >= MIN_TOKEN && isToken(start, userEnd)) {
      sink.accept(Part.TOKEN, start, userEnd);
    }
  }

  /** In {@code guest:guest@} the password is no more secret than the user beside it. */
  private boolean isUserAgain(int start, int userEnd, int at) {
    return Arrays.equals(line, start, userEnd, line, userEnd + 1, at);
  }

  /** At a host that RFC 2606 reserves for documentation, {@code password123} is an example. */
  private boolean isExample(int start, int at) {
    int hostEnd = at + 1;
    while (hostEnd < line.length && (Ascii.isWordAt(line, hostEnd) || isDotOrDash(hostEnd))) {
      hostEnd++;
    }
    boolean reserved = false;
    for (String domain : DOCUMENTATION) {
      reserved |= LineText.endsWith(line, hostEnd, domain);
    }
    return reserved && holdsExampleWord(start, at);
  }

  private boolean isDotOrDash(int i) {
    return line[i] == '.' || line[i] == '-';
  }

  private boolean holdsExampleWord(int start, int end) {
    for (String word : EXAMPLE_WORDS) {
      int i = LineText.indexOf(line, start, word);
      if (i >= 0 && i + word.length() <= end) {
        return true;
      }
    }
    return false;
  }

  private boolean isToken(int start, int end) {
    for (int i = start; i < end; i++) {
      if (!Ascii.isAlphanumeric(line[i]) && "_.~-".indexOf(line[i]) < 0) {
        return false;
      }
    }
    return true;
  }

  private boolean endsAuthority(int i) {
    int b = line[i] == '\\' ? LineText.at(line, i + 1) : line[i];
    return b == '/' || b == '?' || b == '#';
  }

  /** A backslash is an escape, or stands between a domain and its user. */
  private boolean endsToken(int i, boolean behindUser) {
    int b = LineText.at(line, i);
    boolean escape = b == '\\' && behindUser && LineText.at(line, i + 1) != '/';
    return b >= 0 && b <= ' ' || b == '<' || b == '>' || Ascii.isQuote(b) || escape;
  }

  private static boolean endsOracleDriver(byte[] line, int colon) {
    return LineText.endsWith(line, colon, "oracle:thin")
        || LineText.endsWith(line, colon, "oracle:oci");
  }

  /** {@code jdbc:oracle:thin:user/password@host}. */
  private void oracle(int start) {
    int slash = -1;
    int limit = Math.min(line.length, start + MAX_ORACLE);
    for (int i = start; i < limit && !endsToken(i, true); i++) {
      if (line[i] == '/' && slash < 0) {
        slash = i;
      } else if (line[i] == '@') {
        if (slash > start && slash + 1 < i) {
          sink.accept(Part.PASSWORD, slash + 1, i);
        }
        return;
      }
    }
  }
}
