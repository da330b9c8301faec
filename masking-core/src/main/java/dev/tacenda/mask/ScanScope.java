package dev.tacenda.mask;

import java.util.Set;

/**
 * The field map of one kind of JSON document: which strings are masked and which must stay
 * byte-identical. Implementations are immutable, answer the same for the same location, and never
 * throw; an exception fails the call closed.
 */
public interface ScanScope {

  /** Says what the string at {@code location} is. */
  FieldClass classOf(JsonLocation location);

  /**
   * Says in which order strings are masked, lowest first; strings of equal order are taken as they
   * stand in the document. A value found in one string is masked in every later one, so the order
   * must be the one in which the server reads the document, or a longer conversation would be
   * masked differently from its beginning.
   */
  default int order(JsonLocation location) {
    return 0;
  }

  /**
   * Says whether a document is refused that holds a secret in a {@link FieldClass#PROTOCOL} or
   * {@link FieldClass#BINARY} string, where it cannot be masked: a known secret, or what a rule for
   * one vendor's tokens finds. True unless an implementation says otherwise.
   */
  default boolean refusesSecretsInFixedFields() {
    return true;
  }

  /**
   * Says whether a string may be one that values were restored into when the client got it, such as
   * the input of a tool call that the client sends back. Only there are restored values looked for
   * without what gives them away; what is found there is masked in every later string. False unless
   * an implementation says otherwise.
   */
  default boolean mayHoldRestored(JsonLocation location) {
    return false;
  }

  /**
   * Says whether the document goes on with a conversation whose beginning the server has and the
   * document has not. Then all values of the vault are looked for in all of its strings, because
   * what gave them away stood in that beginning. False unless an implementation says otherwise.
   */
  default boolean goesOn() {
    return false;
  }

  /**
   * The object keys that belong to the protocol. Only these are named in a {@link Finding#path()};
   * any other key may be data.
   */
  default Set<String> vocabulary() {
    return Set.of();
  }

  /** A scope that scans every string value and every object key. */
  static ScanScope everything() {
    return location -> FieldClass.JSON;
  }
}
