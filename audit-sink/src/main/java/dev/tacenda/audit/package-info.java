/** TODO. */
@NullMarked
package dev.tacenda.audit;

import org.jspecify.annotations.NullMarked;
