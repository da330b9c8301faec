package dev.tacenda.quickstart;

import com.anthropic.models.messages.Model;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The command line, read. Immutable. */
final class Options {
  private static final List<String> NAMES =
      List.of("--audit", "--help", "--model", "--policy", "--skip-unreviewable");

  private @Nullable Path tree;
  private @Nullable Path policy;
  private Path audit = Path.of(".tacenda", "audit");
  private String model = Model.CLAUDE_SONNET_5_5.asString();
  private Unreviewable unreviewable = Unreviewable.STOP;
  private boolean help;

  private Options() {}

  /**
   * Reads the command line.
   *
   * @throws QuickstartException with {@link ExitCode#USAGE} if it is not understood
   */
  static Options parse(List<String> arguments) throws QuickstartException {
    Options options = new Options();
    Deque<String> rest = new ArrayDeque<>(arguments);
    while (!rest.isEmpty()) {
      String argument = rest.removeFirst();
      if (argument.equals("--")) {
        while (!rest.isEmpty()) {
          options.tree(rest.removeFirst());
        }
      } else if (argument.startsWith("-") && argument.length() > 1) {
        options.option(argument, rest);
      } else {
        options.tree(argument);
      }
    }
    return options;
  }

  private void option(String argument, Deque<String> rest) throws QuickstartException {
    int equals = argument.indexOf('=');
    if (equals > 0) {
      rest.addFirst(argument.substring(equals + 1));
    }
    String name = equals > 0 ? argument.substring(0, equals) : argument;
    switch (name) {
      case "--policy" -> policy = path(value(name, rest));
      case "--audit" -> audit = path(value(name, rest));
      case "--model" -> model = value(name, rest);
      case "--skip-unreviewable" -> unreviewable = flag(name, equals, Unreviewable.LEAVE_OUT);
      case "--help", "-h" -> help = flag(name, equals, true);
      default ->
          throw usage("unknown option " + name + "; the options are " + String.join(", ", NAMES));
    }
  }

  private static <T> T flag(String name, int equals, T meaning) throws QuickstartException {
    if (equals > 0) {
      throw usage(name + " takes no value; see --help");
    }
    return meaning;
  }

  private void tree(String argument) throws QuickstartException {
    if (tree != null) {
      throw usage("one PATH at most, was also given " + argument + "; see --help");
    }
    tree = path(argument);
  }

  private static String value(String name, Deque<String> rest) throws QuickstartException {
    String value = rest.pollFirst();
    if (value == null || value.isEmpty()) {
      throw usage(name + " needs a value; see --help");
    }
    return value;
  }

  private static Path path(String argument) throws QuickstartException {
    try {
      return Path.of(argument);
    } catch (InvalidPathException e) {
      throw usage("not a path: " + argument + "; see --help");
    }
  }

  private static QuickstartException usage(String line) {
    return new QuickstartException(ExitCode.USAGE, line);
  }

  /** The tree to review, or empty for the sample. */
  Optional<Path> tree() {
    return Optional.ofNullable(tree);
  }

  /** The policy file, or empty for the shipped policy. */
  Optional<Path> policy() {
    return Optional.ofNullable(policy);
  }

  /** The folder of the audit record. */
  Path audit() {
    return audit;
  }

  /** The model that reviews. */
  String model() {
    return model;
  }

  /** What to do about files that cannot be reviewed. */
  Unreviewable unreviewable() {
    return unreviewable;
  }

  /** Whether only the help is wanted. */
  boolean help() {
    return help;
  }
}
