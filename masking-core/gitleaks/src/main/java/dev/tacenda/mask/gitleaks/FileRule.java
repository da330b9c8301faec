package dev.tacenda.mask.gitleaks;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule as a file has it, or as a file and the one it extends have it together.
 *
 * @param regex null if there is none or it is empty; so with {@code path}
 * @param secretGroup null or 0 for the first group that is not empty
 * @param entropy null or 0 for any
 * @param skipReport where it is true, else null
 * @param required where rules are required, else null
 */
record FileRule(
    Sited<String> id,
    String description,
    @Nullable Sited<String> regex,
    @Nullable Sited<String> path,
    @Nullable Sited<Integer> secretGroup,
    @Nullable Sited<Double> entropy,
    List<Sited<String>> keywords,
    List<FileAllowlist> allowlists,
    @Nullable Place skipReport,
    @Nullable Place required) {

  /** Returns the rule of an extended file with what this one says about it. */
  FileRule over(FileRule base) {
    return new FileRule(
        id,
        description.isEmpty() ? base.description : description,
        regex == null ? base.regex : regex,
        path == null ? base.path : path,
        secretGroup == null || secretGroup.value() == 0 ? base.secretGroup : secretGroup,
        entropy == null || entropy.value() == 0 ? base.entropy : entropy,
        joined(base.keywords, keywords),
        joined(base.allowlists, allowlists),
        base.skipReport == null ? skipReport : base.skipReport,
        base.required == null ? required : base.required);
  }

  /** Returns the rule with one more allowlist. */
  FileRule with(FileAllowlist list) {
    return new FileRule(
        id,
        description,
        regex,
        path,
        secretGroup,
        entropy,
        keywords,
        joined(allowlists, List.of(list)),
        skipReport,
        required);
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    List<T> all = new ArrayList<>(first);
    all.addAll(second);
    return List.copyOf(all);
  }
}
