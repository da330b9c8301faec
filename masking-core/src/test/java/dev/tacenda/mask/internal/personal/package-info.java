@NullMarked
package dev.tacenda.mask.internal.personal;

import org.jspecify.annotations.NullMarked;
