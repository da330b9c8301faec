/**
 * What happened to each exchange, without its values: the audit record, the sinks it goes to, the
 * chained log file that is the default, and the check that such a file is whole. Nothing here can
 * be handed unmasked bytes.
 */
@NullMarked
package dev.tacenda.audit;

import org.jspecify.annotations.NullMarked;
