package dev.tacenda.mask.gitleaks;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a file extends.
 *
 * @param useDefault where the default configuration is asked for, else null
 * @param path the file that is extended, else null
 */
record Extension(
    @Nullable Place useDefault, @Nullable Sited<String> path, List<Sited<String>> disabledRules) {
  static final Extension NONE = new Extension(null, null, List.of());
}
