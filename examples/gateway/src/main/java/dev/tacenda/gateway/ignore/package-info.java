/** The patterns of {@code .gitignore} files, as git documents them. */
@NullMarked
package dev.tacenda.gateway.ignore;

import org.jspecify.annotations.NullMarked;
