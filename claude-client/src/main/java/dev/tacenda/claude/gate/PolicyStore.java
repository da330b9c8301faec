package dev.tacenda.claude.gate;

import dev.tacenda.mask.MaskingPolicy;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps policies by name. Implementations are thread-safe; any exception means the request is not
 * sent.
 */
@FunctionalInterface
public interface PolicyStore {

  /** Returns the policy called {@code name}, or empty if there is none; the call is then denied. */
  Optional<MaskingPolicy> find(String name);

  /**
   * A store that holds exactly these policies under their own names.
   *
   * @throws IllegalStateException if two have the same name
   */
  static PolicyStore of(MaskingPolicy... policies) {
    Map<String, MaskingPolicy> byName =
        Stream.of(policies)
            .collect(Collectors.toUnmodifiableMap(MaskingPolicy::name, Function.identity()));
    return name -> Optional.ofNullable(byName.get(name));
  }
}
