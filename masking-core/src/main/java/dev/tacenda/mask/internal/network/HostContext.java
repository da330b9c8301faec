package dev.tacenda.mask.internal.network;

import dev.tacenda.mask.internal.Ascii;

/** Says whether a dotted name is meant as the name of a host. */
final class HostContext {
  private static final int WORD_DISTANCE = 24;
  private static final String[] WORDS = {
    "host", "server", "endpoint", "domain", "dns", "ssh ", "ping ", "curl ", "node", "url"
  };
  private static final String[] PROGRAM_LINES = {
    "import ", "package ", "from ", "using ", "module ", "exports ", "opens ", "namespace "
  };

  private HostContext() {}

  /** Returns true if the text around the name, or its form, says that it is a host. */
  static boolean saysHost(byte[] line, int start, int end) {
    int before = Ascii.at(line, start - 1);
    boolean inUrl = before == '/' && Ascii.at(line, start - 2) == '/' || before == '@';
    boolean port = Ascii.at(line, end) == ':' && Ascii.isDigitAt(line, end + 1);
    if (inUrl || port) {
      return true;
    }
    boolean plain = isSmall(line, start, end) && !isMemberOrFile(before) && !isProgram(line);
    return plain && (isMachine(line, start, end) || holdsWord(line, start));
  }

  /** The letter of {@code \n} in program text. */
  static boolean isEscape(byte[] line, int i) {
    return Ascii.at(line, i - 1) == '\\' && "ntr".indexOf(line[i]) >= 0;
  }

  private static boolean isMemberOrFile(int before) {
    return before == '/' || before == '\\' || before == '.' || before == '$' || before == '#';
  }

  private static boolean isSmall(byte[] line, int start, int end) {
    for (int i = start; i < end; i++) {
      if (Ascii.isUpper(line[i]) || line[i] == '_') {
        return false;
      }
    }
    return true;
  }

  /** Statements that name packages. */
  private static boolean isProgram(byte[] line) {
    int i = 0;
    while (Ascii.at(line, i) == ' ' && i < line.length || Ascii.at(line, i) == '\t') {
      i++;
    }
    for (String word : PROGRAM_LINES) {
      if (Ascii.startsWith(line, i, word)) {
        return true;
      }
    }
    return false;
  }

  /** Machines are numbered, or their names are joined by dashes: {@code db-01.internal}. */
  private static boolean isMachine(byte[] line, int start, int end) {
    boolean dash = false;
    boolean digit = false;
    for (int i = start; i < end && line[i] != '.'; i++) {
      dash |= line[i] == '-';
      digit |= Ascii.isDigit(line[i]);
    }
    return dash && digit;
  }

  private static boolean holdsWord(byte[] line, int start) {
    for (int i = Math.max(0, start - WORD_DISTANCE); i < start; i++) {
      for (String word : WORDS) {
        if (Ascii.startsWith(line, i, word) && i + word.length() <= start) {
          return true;
        }
      }
    }
    return false;
  }
}
