/** Reads the files below some paths and works on each, in order; shared by all commands that do. */
@NullMarked
package dev.tacenda.gateway.files;

import org.jspecify.annotations.NullMarked;
