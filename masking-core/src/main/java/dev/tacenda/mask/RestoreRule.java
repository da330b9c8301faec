package dev.tacenda.mask;

import java.util.List;
import java.util.Set;

/**
 * Where values may be restored: into which arguments of which tools, and values of which kinds.
 * Immutable.
 *
 * @param tools names of tools, or beginnings of names with a star at the end; at least one
 * @param arguments paths in the input of the tool, keys joined by dots, a star for any key or
 *     element; a path covers all that is below it. Empty for every argument
 * @param kinds kinds of findings; empty for all
 */
public record RestoreRule(List<String> tools, List<String> arguments, Set<String> kinds) {

  /**
   * Makes a rule.
   *
   * @throws IllegalArgumentException if there is no tool, or a name or path is empty, a star alone,
   *     or has one in the middle
   */
  public RestoreRule {
    tools = List.copyOf(tools);
    arguments = List.copyOf(arguments);
    kinds = Set.copyOf(kinds);
    if (tools.isEmpty()) {
      throw new IllegalArgumentException("a restore needs a tool to restore for");
    }
    tools.forEach(RestoreRule::requireTool);
    arguments.forEach(RestoreRule::requireArgument);
  }

  /** Fails unless {@code name} is the name of a tool or the beginning of one with a star. */
  static void requireTool(String name) {
    int star = name.indexOf('*');
    if (name.isEmpty() || star == 0 || (star > 0 && star < name.length() - 1)) {
      throw new IllegalArgumentException(
          "a tool must be a name, or the beginning of one and a star, was "
              + Suggestion.shown(name));
    }
  }

  /** Fails unless {@code path} is one of keys and stars. */
  static void requireArgument(String path) {
    for (String step : path.split("\\.", -1)) {
      if (step.isEmpty() || (step.length() > 1 && step.indexOf('*') >= 0)) {
        throw new IllegalArgumentException(
            "an argument must be keys and stars joined by dots, was " + Suggestion.shown(path));
      }
    }
  }

  /**
   * Returns true if the rule speaks of this argument.
   *
   * @param tool the name of the tool
   * @param path the keys that lead to the argument, with the index for elements of arrays
   */
  public boolean appliesTo(String tool, List<String> path) {
    boolean named = tools.stream().anyMatch(each -> fits(each, tool));
    return named
        && (arguments.isEmpty() || arguments.stream().anyMatch(each -> covers(each, path)));
  }

  /** Returns true if values of that kind may be restored. */
  public boolean allows(String kind) {
    return kinds.isEmpty() || kinds.contains(kind);
  }

  private static boolean fits(String pattern, String tool) {
    return pattern.endsWith("*")
        ? tool.startsWith(pattern.substring(0, pattern.length() - 1))
        : tool.equals(pattern);
  }

  private static boolean covers(String argument, List<String> path) {
    String[] steps = argument.split("\\.", -1);
    if (steps.length > path.size()) {
      return false;
    }
    for (int i = 0; i < steps.length; i++) {
      if (!steps[i].equals("*") && !steps[i].equals(path.get(i))) {
        return false;
      }
    }
    return true;
  }
}
