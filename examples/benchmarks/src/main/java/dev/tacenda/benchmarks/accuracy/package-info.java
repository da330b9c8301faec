/**
 * Scores the masker on corpora of labelled text that lie outside of this repository: how many
 * secrets are found and covered whole, and how much else is masked. The corpora are third-party
 * data, so nothing of their text gets into a file that is kept; see the README.
 */
@NullMarked
package dev.tacenda.benchmarks.accuracy;

import org.jspecify.annotations.NullMarked;
