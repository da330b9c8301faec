/** Findings with their place in a file, and the formats they are printed in. Never a value. */
@NullMarked
package dev.tacenda.gateway.report;

import org.jspecify.annotations.NullMarked;
