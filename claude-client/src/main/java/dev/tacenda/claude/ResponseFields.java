package dev.tacenda.claude;

import dev.tacenda.mask.FieldClass;
import dev.tacenda.mask.JsonLocation;
import dev.tacenda.mask.ScanScope;
import java.util.Set;

/**
 * The strings of an answer, of the data of one stream event or of one line of a JSON lines answer,
 * by the object of the field map that is at its root. Immutable.
 */
final class ResponseFields implements ScanScope {
  /** What an error body has at its root, and all that comes from the Messages API. */
  static final ResponseFields MESSAGES = new ResponseFields("response");

  private final String root;
  private final String masked;

  ResponseFields(String root) {
    this(root, "");
  }

  private ResponseFields(String root, String masked) {
    this.root = root;
    this.masked = masked;
  }

  /**
   * Returns the same fields, but that the string at {@code path}, keys joined by dots, is left
   * alone because it is masked already.
   */
  ResponseFields except(String path) {
    return new ResponseFields(root, path);
  }

  /** Returns true for what comes from the Messages API, whose streams say where they end. */
  boolean areOfMessages() {
    return root.equals(MESSAGES.root);
  }

  @Override
  public FieldClass classOf(JsonLocation location) {
    if (isMasked(location)) {
      return FieldClass.SERVER;
    }
    return FieldMap.api().classOf(root, location);
  }

  private boolean isMasked(JsonLocation location) {
    if (masked.isEmpty() || location.isKey()) {
      return false;
    }
    int from = 0;
    for (int step = 0; step < location.depth(); step++) {
      String key = location.key(step);
      if (key.isEmpty() || !masked.startsWith(key, from)) {
        return false;
      }
      from += key.length() + 1;
      boolean last = step == location.depth() - 1;
      if (last ? from - 1 != masked.length() : !masked.startsWith(".", from - 1)) {
        return false;
      }
    }
    return true;
  }

  /** An answer is not withheld for an id that looks like a token. */
  @Override
  public boolean refusesSecretsInFixedFields() {
    return false;
  }

  @Override
  public Set<String> vocabulary() {
    return FieldMap.api().vocabulary();
  }
}
