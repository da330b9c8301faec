package dev.tacenda.claude;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is known of tools and of programs by their names: {@code fields/tools.yaml}. Immutable. */
final class ToolWords {
  private final List<String> writers;
  private final List<String> shells;
  private final List<String> networks;
  private final Programs network;
  private final Programs encoding;
  private final Set<String> keywords;
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
    this.keywords = Set.copyOf(YamlResource.texts(lists, "keywords"));
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

  /** Reads a command, to be asked about below. */
  Command command(String text) {
    return new Command(text, keywords);
  }

  /**
   * Returns true if a command reaches for the network: by a program, a device, or an address among
   * the arguments of a program that is not known to stay where it is.
   */
  boolean reachesOut(String text) {
    Command command = command(text);
    return (text.contains("://") && !localPrograms.containsAll(command.called()))
        || text.contains("/dev/tcp/")
        || text.contains("/dev/udp/")
        || uses(command, network);
  }

  /** Returns true if a command may write a value in another way. */
  boolean encodes(String text) {
    return uses(command(text), encoding);
  }

  /** Returns true if a command may write a file. */
  boolean writesFiles(String text) {
    return text.indexOf('>') >= 0
        || command(text).words().stream().anyMatch(filePrograms::contains);
  }

  private boolean uses(Command command, Programs programs) {
    boolean callsOthers = command.called().stream().anyMatch(callers::contains);
    Collection<String> called = callsOthers ? command.words() : command.called();
    return command.words().stream().anyMatch(programs.names()::contains)
        || called.stream().anyMatch(programs.called()::contains);
  }
}
