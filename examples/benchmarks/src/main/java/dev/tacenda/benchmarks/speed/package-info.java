/**
 * Measures how fast the masker is, in ratios to other work on the same bytes in the same run.
 *
 * <p>Classes of benchmarks are public because the code that JMH generates must see them.
 */
@NullMarked
package dev.tacenda.benchmarks.speed;

import org.jspecify.annotations.NullMarked;
