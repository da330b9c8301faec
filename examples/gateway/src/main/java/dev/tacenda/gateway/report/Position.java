package dev.tacenda.gateway.report;

/**
 * A place in a text as people count: lines from 1, and columns in Unicode code points from 1, where
 * each byte that is not UTF-8 counts as one.
 *
 * @param line lines end with a line feed
 * @param column 1 is the first of the line
 */
public record Position(int line, int column) {}
