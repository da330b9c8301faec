/** What the benchmarks have in common. */
@NullMarked
package dev.tacenda.benchmarks;

import org.jspecify.annotations.NullMarked;
