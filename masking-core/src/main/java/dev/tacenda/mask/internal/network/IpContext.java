package dev.tacenda.mask.internal.network;

import dev.tacenda.mask.internal.Ascii;

/** Tells addresses from what is written like them: versions, sections, operators of programs. */
final class IpContext {
  private static final int WORD_DISTANCE = 24;
  private static final int SMALL = 30;
  private static final String[] VERSION_WORDS = {
    "version", "release", "revision", "build", "assembly", "section", "chapter", "oid", " ver "
  };
  private static final String[] ADDRESS_WORDS = {"ip", "host", "server", "addr", "dns", "gateway"};

  private static final String[] V6_WORDS = {"ipv6", "inet6", "ip6", "listen", "address"};

  private IpContext() {}

  /** Returns true if what stands before the place says that a version or a section follows. */
  static boolean isNamedVersion(byte[] line, int start) {
    return holdsWord(line, start, VERSION_WORDS)
        || isRequired(line, start)
        || isLocked(line, start);
  }

  /** As in the requirements of package managers: {@code ~> 1.2.3.4}, {@code >=1.2.3.4}. */
  private static boolean isRequired(byte[] line, int start) {
    int i = Ascii.at(line, start - 1) == ' ' ? start - 2 : start - 1;
    int last = Ascii.at(line, i);
    int first = Ascii.at(line, i - 1);
    boolean atLeast = last == '=' && (first == '>' || first == '<' || first == '~');
    boolean alike = last == '>' && first == '~';
    boolean exactly = (last == '^' || last == '=' && first == '=') && i == start - 1;
    return atLeast || alike || exactly;
  }

  /** As in lists of packages: a name without a dot, {@code (1.2.3.4)}, and nothing else. */
  private static boolean isLocked(byte[] line, int start) {
    if (Ascii.at(line, start - 1) != '(' || Ascii.at(line, start - 2) != ' ') {
      return false;
    }
    int name = start - 3;
    while (Ascii.isWordAt(line, name) || Ascii.at(line, name) == '-') {
      name--;
    }
    int before = name;
    while (before >= 0 && (line[before] == ' ' || line[before] == '+' || line[before] == '-')) {
      before--;
    }
    return before < 0 && name < start - 3 && line[line.length - 1] == ')';
  }

  /**
   * Returns true if an IPv4 address reads as a version: it is called one, it stands behind the name
   * of a product and a slash, or all its numbers are small and nothing says that it is an address.
   */
  static boolean isVersion(byte[] line, IpAddress address, int prefix) {
    if (!address.isV4()) {
      return false;
    }
    int start = address.start();
    boolean product = Ascii.at(line, start - 1) == '/' && Ascii.isWordAt(line, start - 2);
    boolean file = Ascii.at(line, address.end()) == '.' && isLetterAt(line, address.end() + 1);
    return product || file || isNamedVersion(line, start) || isSmall(line, address, prefix);
  }

  private static boolean isLetterAt(byte[] line, int i) {
    return Ascii.isLetter(Ascii.at(line, i));
  }

  private static boolean isSmall(byte[] line, IpAddress address, int prefix) {
    for (byte b : address.bytes()) {
      if ((b & 0xff) >= SMALL) {
        return false;
      }
    }
    int before = Ascii.at(line, address.start() - 1);
    int after = Ascii.at(line, address.end());
    boolean port = after == ':' && Ascii.isDigitAt(line, address.end() + 1);
    boolean inUrl = before == '@' || before == '/';
    return prefix < 0 && !port && !inUrl && !holdsWord(line, address.start(), ADDRESS_WORDS);
  }

  private static boolean holdsWord(byte[] line, int start, String... words) {
    for (int i = Math.max(0, start - WORD_DISTANCE); i < start; i++) {
      for (String word : words) {
        if (Ascii.startsWith(line, i, word) && i + word.length() <= start) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Returns true if an IPv6 address is more likely a time, a list of bytes or a qualified name: it
   * has a gap and begins in no block that is given out, or only groups of one or two digits.
   */
  static boolean isUnlikely(byte[] line, IpAddress address) {
    if (address.isV4()) {
      return false;
    }
    int digits = 0;
    int longest = 0;
    int group = 0;
    for (int i = address.start(); i < address.end(); i++) {
      digits += Ascii.isDigit(line[i]) ? 1 : 0;
      group = line[i] == ':' ? 0 : group + 1;
      longest = Math.max(longest, group);
    }
    boolean short_ = address.end() - address.start() < 8;
    return digits == 0 || longest < 3 || short_ && (address.bytes()[0] & 0xe0) != 0x20;
  }

  /**
   * Returns true if the text is {@code ::} alone, or names around it, as in programs. A prefix
   * length, an equals sign or a word before it says that it is an address.
   */
  static boolean isScopeOperator(byte[] line, IpAddress address, int prefix) {
    int start = address.start();
    boolean announced = Ascii.at(line, start - 1) == '=' || holdsWord(line, start, V6_WORDS);
    if (address.isV4() || prefix >= 0 || announced) {
      return false;
    }
    for (int i = address.start(); i < address.end(); i++) {
      if (Ascii.isDigit(line[i])) {
        return false;
      }
    }
    return true;
  }
}
