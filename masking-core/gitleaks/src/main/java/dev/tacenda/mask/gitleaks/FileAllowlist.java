package dev.tacenda.mask.gitleaks;

import dev.tacenda.mask.Allowlist;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An allowlist as a file has it.
 *
 * @param effective what of it applies to text; null if nothing does
 * @param paths where it lists paths, else null
 * @param commits where it lists commits, else null
 * @param targetRules the rules that it is for, if it says so at the top of a file
 */
record FileAllowlist(
    Place place,
    @Nullable Allowlist effective,
    @Nullable Place paths,
    @Nullable Place commits,
    List<Sited<String>> targetRules) {}
