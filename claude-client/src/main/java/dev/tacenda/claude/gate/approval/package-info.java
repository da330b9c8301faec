/**
 * Asks people: questions and signed decisions in a folder or on a server, who may decide about
 * what, and how often an approval can be used.
 */
@NullMarked
package dev.tacenda.claude.gate.approval;

import org.jspecify.annotations.NullMarked;
