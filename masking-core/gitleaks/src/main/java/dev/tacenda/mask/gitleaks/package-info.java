/** Loads gitleaks configurations as rule sets. The TOML parser stays out of the API. */
@NullMarked
package dev.tacenda.mask.gitleaks;

import org.jspecify.annotations.NullMarked;
