@NullMarked
package dev.tacenda.mask.internal.encoding;

import org.jspecify.annotations.NullMarked;
