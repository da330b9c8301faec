/**
 * The guard around Claude calls: what each field of the protocol is, how requests and streams are
 * masked, and the one path that every request takes.
 */
@NullMarked
package dev.tacenda.claude;

import org.jspecify.annotations.NullMarked;
