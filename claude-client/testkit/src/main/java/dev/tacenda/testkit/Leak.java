package dev.tacenda.testkit;

/**
 * One place where a planted value was found. It names the value and never holds it. Immutable.
 *
 * @param name the name under which the value was planted
 * @param where the evidence, such as {@code request 1 body} or a file
 * @param offset offset in bytes from the start of the evidence (of its text, for a string in UTF-8;
 *     of the unpacked content, for gzip)
 * @param encoding how the value was written, such as {@code base64 at offset 1}
 */
public record Leak(String name, String where, long offset, String encoding) {}
