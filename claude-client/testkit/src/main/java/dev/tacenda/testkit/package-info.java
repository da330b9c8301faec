/** TODO. */
@NullMarked
package dev.tacenda.testkit;

import org.jspecify.annotations.NullMarked;
