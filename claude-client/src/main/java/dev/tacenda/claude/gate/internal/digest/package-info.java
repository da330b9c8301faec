/** SHA-256 for the whole gate: of one text, and of parts that cannot be taken for others. */
@NullMarked
package dev.tacenda.claude.gate.internal.digest;

import org.jspecify.annotations.NullMarked;
