package dev.tacenda.mask.internal.structure;

import java.util.List;
import java.util.Locale;

/** A structure of several lines in which credentials stand. */
public enum BlockKind {
  /** The entries of a netrc file. */
  NETRC,
  /** The private lines of a PuTTY key. */
  PUTTY_KEY,
  /** The data of a Secret of Kubernetes, in YAML or JSON. */
  KUBERNETES_SECRET;

  /** Returns lower-case words, one of which stands in each line that opens such a block. */
  public List<String> keywords() {
    return switch (this) {
      case NETRC -> List.of("machine", "login");
      case PUTTY_KEY -> List.of("private-lines");
      case KUBERNETES_SECRET ->
          List.of(
              "data:",
              "data\":",
              "data\\\":",
              "kind: secret",
              "kind: \"secret",
              "kind: 'secret",
              "kind\": \"secret",
              "kind\":\"secret");
    };
  }

  /** Returns the name in a rule file. */
  public String yamlName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
