package dev.tacenda.gateway.policy;

import dev.tacenda.mask.YamlPlace;

/** Takes the warnings of a set of policies apart, which are lines like those of compilers. */
final class SelectionWarning {
  private SelectionWarning() {}

  /** Returns the warning with the folder before its file. */
  static Diagnostic of(String folder, String line) {
    int file = line.indexOf(':');
    int row = line.indexOf(':', file + 1);
    int column = line.indexOf(": ", row + 1);
    YamlPlace place =
        new YamlPlace(
            (folder.isEmpty() ? "" : folder + "/") + line.substring(0, file),
            Integer.parseInt(line, file + 1, row, 10),
            Integer.parseInt(line, row + 1, column, 10));
    return Diagnostic.warning(place, "selection", line.substring(column + 2));
  }
}
