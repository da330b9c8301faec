/**
 * The log on the local disk: the sink that writes it, what sets it right after a crash, what reads
 * it back, and what deletes it.
 */
@NullMarked
package dev.tacenda.audit.log;

import org.jspecify.annotations.NullMarked;
