package dev.tacenda.claude;

import dev.tacenda.mask.FieldClass;
import dev.tacenda.mask.JsonLocation;
import dev.tacenda.mask.ScanScope;
import java.util.Set;

/**
 * The strings of what comes back from the Messages API: an answer, an error body, the data of one
 * stream event, a batch, or one line of batch results. Immutable.
 */
final class ResponseFields implements ScanScope {
  private final String masked;

  ResponseFields() {
    this("");
  }

  private ResponseFields(String masked) {
    this.masked = masked;
  }

  /**
   * Returns the same fields, but that the string at {@code path}, two keys joined by a dot, is left
   * alone because it is masked already.
   */
  ResponseFields except(String path) {
    return new ResponseFields(path);
  }

  @Override
  public FieldClass classOf(JsonLocation location) {
    if (isMasked(location)) {
      return FieldClass.SERVER;
    }
    return FieldMap.MESSAGES.classOf("response", location);
  }

  private boolean isMasked(JsonLocation location) {
    return !masked.isEmpty()
        && location.depth() == 2
        && !location.isKey()
        && masked.equals(location.key(0) + "." + location.key(1));
  }

  /** An answer is not withheld for an id that looks like a token. */
  @Override
  public boolean refusesSecretsInFixedFields() {
    return false;
  }

  @Override
  public Set<String> vocabulary() {
    return FieldMap.MESSAGES.vocabulary();
  }
}
