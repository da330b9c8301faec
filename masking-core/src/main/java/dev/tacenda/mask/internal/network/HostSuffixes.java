package dev.tacenda.mask.internal.network;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The ends of internal host names, such as {@code corp.example} or {@code internal}. Immutable. */
final class HostSuffixes {
  private static final int MAX_LABEL = 63;
  private static final int MAX_LENGTH = 60;

  private final Set<String> suffixes = new HashSet<>();
  private final int mostLabels;

  HostSuffixes(List<String> suffixes) {
    int most = 0;
    for (String suffix : suffixes) {
      String normal = normal(suffix);
      this.suffixes.add(normal);
      most = Math.max(most, labels(normal));
    }
    this.mostLabels = most;
  }

  /**
   * Returns the suffix in lower case and without a leading dot.
   *
   * @throws IllegalArgumentException if it is not the end of a host name
   */
  static String normal(String suffix) {
    String plain = (suffix.startsWith(".") ? suffix.substring(1) : suffix).toLowerCase(Locale.ROOT);
    boolean valid = plain.length() >= 2 && plain.length() <= MAX_LENGTH;
    for (String label : plain.split("\\.", -1)) {
      valid &= isLabel(label);
    }
    if (!valid) {
      throw new IllegalArgumentException(
          "a suffix must be the end of a host name, such as corp.example or internal");
    }
    return plain;
  }

  private static boolean isLabel(String label) {
    return !label.isEmpty()
        && label.length() <= MAX_LABEL
        && label.charAt(0) != '-'
        && label.charAt(label.length() - 1) != '-'
        && holdsNameBytesOnly(label);
  }

  private static boolean holdsNameBytesOnly(String label) {
    for (int i = 0; i < label.length(); i++) {
      char c = label.charAt(i);
      if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-') {
        return false;
      }
    }
    return true;
  }

  /** Returns the number of labels of the longest suffix that ends the name, or 0. */
  int labelsOfSuffix(String name) {
    int longest = 0;
    int dot = name.length();
    for (int labels = 1; labels <= mostLabels && dot > 0; labels++) {
      dot = name.lastIndexOf('.', dot - 1);
      if (suffixes.contains(name.substring(dot + 1))) {
        longest = labels;
      }
    }
    return longest;
  }

  private static int labels(String suffix) {
    return suffix.split("\\.", -1).length;
  }
}
