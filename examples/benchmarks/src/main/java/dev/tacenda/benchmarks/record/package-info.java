/** How fast the record is: durable intents, bodies, and the check of a log. */
@NullMarked
package dev.tacenda.benchmarks.record;

import org.jspecify.annotations.NullMarked;
