/** Other ways to do the work, or a part of it, on the same bytes. */
@NullMarked
package dev.tacenda.benchmarks.speed.rival;

import org.jspecify.annotations.NullMarked;
