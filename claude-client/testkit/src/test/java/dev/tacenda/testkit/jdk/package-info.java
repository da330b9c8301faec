/** The client of {@code java.net.http} under the guard. */
@NullMarked
package dev.tacenda.testkit.jdk;

import org.jspecify.annotations.NullMarked;
