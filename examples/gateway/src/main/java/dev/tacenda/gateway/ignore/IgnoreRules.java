package dev.tacenda.gateway.ignore;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the {@code .gitignore} files of a folder and of those above it leave out. In each file the
 * last pattern that matches decides; the file that is nearest to a path counts most. Whoever walks
 * must not enter an ignored folder: nothing in it can be taken back. Immutable.
 */
public final class IgnoreRules {
  /** Ignores nothing. */
  public static final IgnoreRules NONE = new IgnoreRules(List.of());

  private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

  private final List<Layer> nearestFirst;

  /**
   * The patterns of one file.
   *
   * @param below the names that lead from the folder of the file to the folder of these rules
   */
  private record Layer(List<IgnorePattern> patterns, List<String> below) {
    Layer in(String folder) {
      return new Layer(patterns, plus(below, folder));
    }

    /** Whether the file ignores a name; empty if it says nothing about it. */
    Optional<Boolean> decide(String name, boolean isFolder) {
      List<String> path = plus(below, name);
      for (int i = patterns.size() - 1; i >= 0; i--) {
        if (patterns.get(i).matches(path, isFolder)) {
          return Optional.of(!patterns.get(i).isNegated());
        }
      }
      return Optional.empty();
    }
  }

  private IgnoreRules(List<Layer> nearestFirst) {
    this.nearestFirst = List.copyOf(nearestFirst);
  }

  /** Returns these rules and those of a {@code .gitignore} file in the same folder. */
  public IgnoreRules with(byte[] gitignore) {
    List<Layer> layers = new ArrayList<>(nearestFirst);
    layers.add(0, new Layer(read(gitignore), List.of()));
    return new IgnoreRules(layers);
  }

  private static List<IgnorePattern> read(byte[] file) {
    // One character for each byte: git's question mark and brackets match bytes.
    String text = new String(file, StandardCharsets.ISO_8859_1);
    String plain = text.startsWith(BYTE_ORDER_MARK) ? text.substring(3) : text;
    return plain.lines().map(IgnorePattern::parse).flatMap(Optional::stream).toList();
  }

  /** Returns the rules for a folder in the folder of these rules. */
  public IgnoreRules in(String folder) {
    String bytes = bytes(folder);
    return new IgnoreRules(nearestFirst.stream().map(layer -> layer.in(bytes)).toList());
  }

  /** Returns true if a file or folder of this name in the folder of these rules is ignored. */
  public boolean ignores(String name, boolean isFolder) {
    String bytes = bytes(name);
    for (Layer layer : nearestFirst) {
      Optional<Boolean> decision = layer.decide(bytes, isFolder);
      if (decision.isPresent()) {
        return decision.get();
      }
    }
    return false;
  }

  private static String bytes(String name) {
    return new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private static List<String> plus(List<String> names, String name) {
    List<String> longer = new ArrayList<>(names);
    longer.add(name);
    return longer;
  }
}
