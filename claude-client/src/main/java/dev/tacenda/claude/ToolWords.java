package dev.tacenda.claude;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What is known of tools and of programs by their names: {@code fields/tools.yaml}. Immutable. */
final class ToolWords {
  private static final String BETWEEN_COMMANDS = "|;&\n(`{";
  private static final String WORD_ENDS = " \t\r<>";

  private final List<String> writers;
  private final List<String> shells;
  private final List<String> networks;
  private final Programs network;
  private final Programs encoding;
  private final Set<String> callers;
  private final Set<String> localPrograms;
  private final Set<String> filePrograms;

  /**
   * Names of programs.
   *
   * @param names those that count wherever they stand
   * @param called those that count where a command calls a program
   */
  private record Programs(Set<String> names, Set<String> called) {}

  /** Reads the words at the first use. */
  private static final class Listed {
    static final ToolWords WORDS = new ToolWords(YamlResource.read("fields/tools.yaml"));
  }

  /** What a tool does with its input. */
  enum Kind {
    /** Writes it into files. */
    WRITER,
    /** Runs it. */
    SHELL,
    /** Sends it to somebody else. */
    NETWORK,
    /** Nothing that is known here. */
    OTHER
  }

  private ToolWords(Map<String, Object> lists) {
    this.writers = YamlResource.texts(lists, "writers");
    this.shells = YamlResource.texts(lists, "shells");
    this.networks = YamlResource.texts(lists, "networks");
    this.network = programs(lists, "network-names", "network-programs");
    this.encoding = programs(lists, "encoding-names", "encoders");
    this.callers = Set.copyOf(YamlResource.texts(lists, "callers"));
    this.localPrograms = Set.copyOf(YamlResource.texts(lists, "local-programs"));
    this.filePrograms = Set.copyOf(YamlResource.texts(lists, "file-programs"));
  }

  private static Programs programs(Map<String, Object> lists, String names, String called) {
    return new Programs(
        Set.copyOf(YamlResource.texts(lists, names)),
        Set.copyOf(YamlResource.texts(lists, called)));
  }

  /** Returns the words that are shipped. */
  static ToolWords standard() {
    return Listed.WORDS;
  }

  Kind kindOf(String tool) {
    if (anyFits(networks, tool)) {
      return Kind.NETWORK;
    }
    if (anyFits(shells, tool)) {
      return Kind.SHELL;
    }
    return anyFits(writers, tool) ? Kind.WRITER : Kind.OTHER;
  }

  private static boolean anyFits(List<String> patterns, String tool) {
    return patterns.stream()
        .anyMatch(
            each ->
                each.endsWith("*")
                    ? tool.startsWith(each.substring(0, each.length() - 1))
                    : tool.equals(each));
  }

  /**
   * Returns true if a command reaches for the network: by a program, a device, or an address among
   * the arguments of a program that is not known to stay where it is.
   */
  boolean reachesOut(String command) {
    return (command.contains("://") && !staysLocal(command))
        || command.contains("/dev/tcp/")
        || command.contains("/dev/udp/")
        || uses(command, network);
  }

  private boolean staysLocal(String command) {
    return called(command).stream().allMatch(localPrograms::contains);
  }

  /** Returns true if a command may write a value in another way. */
  boolean encodes(String command) {
    return uses(command, encoding);
  }

  /** Returns true if a command may write a file. */
  boolean writesFiles(String command) {
    return command.indexOf('>') >= 0 || words(command).stream().anyMatch(filePrograms::contains);
  }

  private boolean uses(String command, Programs programs) {
    Set<String> words = words(command);
    Set<String> called = called(command);
    boolean callsOthers = called.stream().anyMatch(callers::contains);
    return words.stream().anyMatch(programs.names()::contains)
        || (callsOthers ? words : called).stream().anyMatch(programs.called()::contains);
  }

  /** Returns the first word of each part of a command, behind values that are set before it. */
  private static Set<String> called(String command) {
    Set<String> called = new HashSet<>();
    int start = 0;
    for (int i = 0; i <= command.length(); i++) {
      if (i == command.length() || BETWEEN_COMMANDS.indexOf(command.charAt(i)) >= 0) {
        called.addAll(words(firstWord(command.substring(start, i))));
        start = i + 1;
      }
    }
    called.remove("");
    return called;
  }

  private static String firstWord(String part) {
    int start = 0;
    for (int i = 0; i <= part.length(); i++) {
      if (i == part.length() || WORD_ENDS.indexOf(part.charAt(i)) >= 0) {
        String word = part.substring(start, i);
        if (!word.isEmpty() && word.indexOf('=') <= 0) {
          return word.substring(word.lastIndexOf('/') + 1);
        }
        start = i + 1;
      }
    }
    return "";
  }

  /** Returns the words of a command in small letters, without the folder they are called from. */
  private static Set<String> words(String command) {
    Set<String> words = new HashSet<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i <= command.length(); i++) {
      char each = i < command.length() ? command.charAt(i) : ' ';
      if (Character.isLetterOrDigit(each) || each == '-' || each == '_' || each == '.') {
        word.append(each);
      } else if (each != '\\' && each != '\'' && each != '"') {
        // A quote or a backslash inside a word does not end it for a shell.
        add(words, word.toString());
        word.setLength(0);
      }
    }
    return words;
  }

  private static void add(Set<String> words, String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    words.add(lower);
    if (lower.endsWith(".exe")) {
      words.add(lower.substring(0, lower.length() - ".exe".length()));
    }
  }
}
