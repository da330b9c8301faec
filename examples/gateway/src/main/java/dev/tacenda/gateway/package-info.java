/** The {@code tacenda} command: reads the command line and hands over to one sub-command. */
@NullMarked
package dev.tacenda.gateway;

import org.jspecify.annotations.NullMarked;
