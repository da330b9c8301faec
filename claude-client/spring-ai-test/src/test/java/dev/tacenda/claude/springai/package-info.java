/** Spring AI under the guard, in both ways that it has. */
@NullMarked
package dev.tacenda.claude.springai;

import org.jspecify.annotations.NullMarked;
