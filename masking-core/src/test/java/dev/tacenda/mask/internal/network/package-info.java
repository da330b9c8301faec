@NullMarked
package dev.tacenda.mask.internal.network;

import org.jspecify.annotations.NullMarked;
