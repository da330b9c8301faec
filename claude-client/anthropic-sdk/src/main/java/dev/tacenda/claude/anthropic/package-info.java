/** Puts the guard under the official Anthropic SDK for Java. Uses no type of any HTTP library. */
@NullMarked
package dev.tacenda.claude.anthropic;

import org.jspecify.annotations.NullMarked;
