/**
 * What every sub-command shares: its surroundings, exit codes, errors, and the options that say how
 * to mask.
 */
@NullMarked
package dev.tacenda.gateway.shell;

import org.jspecify.annotations.NullMarked;
