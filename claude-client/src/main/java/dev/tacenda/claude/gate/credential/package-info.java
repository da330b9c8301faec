/**
 * Where keys and tokens for requests come from: memory, the environment, a file, a command, or an
 * exchange of the job's own identity.
 */
@NullMarked
package dev.tacenda.claude.gate.credential;

import org.jspecify.annotations.NullMarked;
