package dev.tacenda.benchmarks.accuracy;

/**
 * One masked place.
 *
 * @param span where
 * @param rule the rule that names it
 */
record Found(Span span, String rule) {}
