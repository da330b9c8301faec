package dev.tacenda.claude;

import java.util.Objects;

/**
 * One HTTP header. Immutable.
 *
 * @param name the name as the client spells it
 * @param value the value, which may be a secret
 */
public record Header(String name, String value) {

  public Header {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
  }

  boolean is(String otherName) {
    return name.equalsIgnoreCase(otherName);
  }

  /** Returns the name, never the value. */
  @Override
  public String toString() {
    return name;
  }
}
