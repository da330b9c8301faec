/**
 * What happened to each exchange, without its values: the audit record, the masked bodies it names,
 * and what a sink is. Nothing here can be handed unmasked bytes. The log that is the default sink
 * is in {@code log}, the check that it is whole in {@code verify}.
 */
@NullMarked
package dev.tacenda.audit;

import org.jspecify.annotations.NullMarked;
