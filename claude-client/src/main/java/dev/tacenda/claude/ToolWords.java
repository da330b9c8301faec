package dev.tacenda.claude;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What is known of tools and of programs by their names: {@code fields/tools.yaml}. Immutable. */
final class ToolWords {
  private final List<String> writers;
  private final List<String> shells;
  private final List<String> networks;
  private final Set<String> networkPrograms;
  private final Set<String> encoders;
  private final Set<String> filePrograms;

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
    this.writers = list(lists, "writers");
    this.shells = list(lists, "shells");
    this.networks = list(lists, "networks");
    this.networkPrograms = Set.copyOf(list(lists, "network-programs"));
    this.encoders = Set.copyOf(list(lists, "encoders"));
    this.filePrograms = Set.copyOf(list(lists, "file-programs"));
  }

  private static List<String> list(Map<String, Object> lists, String name) {
    if (!(lists.get(name) instanceof List<?> list)) {
      throw new IllegalArgumentException(name + " must be a list");
    }
    return list.stream().map(String.class::cast).toList();
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

  /** Returns true if a command reaches for the network, by a program, an address or a device. */
  boolean reachesOut(String command) {
    return command.contains("://")
        || command.contains("/dev/tcp/")
        || command.contains("/dev/udp/")
        || anyWordOf(command, networkPrograms);
  }

  /** Returns true if a command may write a value in another way. */
  boolean encodes(String command) {
    return anyWordOf(command, encoders);
  }

  /** Returns true if a command may write a file. */
  boolean writesFiles(String command) {
    return command.indexOf('>') >= 0 || anyWordOf(command, filePrograms);
  }

  private static boolean anyWordOf(String command, Set<String> programs) {
    return words(command).stream().anyMatch(programs::contains);
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
