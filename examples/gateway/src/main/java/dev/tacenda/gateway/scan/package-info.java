/** {@code tacenda scan}: says what would be masked in files and folders, and changes nothing. */
@NullMarked
package dev.tacenda.gateway.scan;

import org.jspecify.annotations.NullMarked;
