@NullMarked
package dev.tacenda.mask.internal.assignment;

import org.jspecify.annotations.NullMarked;
