/** The example of the README: reviews a source tree through a guarded Claude client. */
@NullMarked
package dev.tacenda.quickstart;

import org.jspecify.annotations.NullMarked;
