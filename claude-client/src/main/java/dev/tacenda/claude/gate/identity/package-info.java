/**
 * Who is calling: tokens of CI systems and identity providers are got, checked, and turned into
 * callers. What a token says is believed only once its signature, times and audience have been
 * checked, and nothing is ever fetched because a token says so.
 */
@NullMarked
package dev.tacenda.claude.gate.identity;

import org.jspecify.annotations.NullMarked;
