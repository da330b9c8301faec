package dev.tacenda.claude.gate;

import java.util.Objects;

/**
 * Says which policy applies to a caller. Implementations are thread-safe and answer the same for
 * the same caller; any exception means the request is not sent.
 */
@FunctionalInterface
public interface PolicySelector {

  /** Returns the name of the policy for {@code caller}, to be found in a {@link PolicyStore}. */
  String select(Caller caller);

  /** Every caller gets the policy {@code name}. */
  static PolicySelector always(String name) {
    Objects.requireNonNull(name, "name");
    return caller -> name;
  }
}
