/** Puts the guard under the HTTP client that the models of LangChain4j call through. */
@NullMarked
package dev.tacenda.claude.langchain4j;

import org.jspecify.annotations.NullMarked;
