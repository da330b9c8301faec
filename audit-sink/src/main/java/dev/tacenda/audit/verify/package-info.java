/**
 * The check that a log is whole: the verifier, its verdicts, the anchors it compares with, and the
 * bundle by which somebody else can check it without us.
 */
@NullMarked
package dev.tacenda.audit.verify;

import org.jspecify.annotations.NullMarked;
