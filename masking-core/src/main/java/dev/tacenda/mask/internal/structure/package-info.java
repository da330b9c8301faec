/**
 * Structural detectors: hand-written lexers that read one line of bytes, or a text line by line,
 * and say where the value of a credential stands. They know nothing of rules, policies or
 * placeholders. Types are public for the engine only; they are no API.
 */
@NullMarked
package dev.tacenda.mask.internal.structure;

import org.jspecify.annotations.NullMarked;
