/**
 * What tests of a guarded Claude client need: a stand-in for Claude, planted secrets, leak search.
 */
@NullMarked
package dev.tacenda.testkit;

import org.jspecify.annotations.NullMarked;
