/**
 * Bytes and a policy in, masked bytes and findings out: detection rules, placeholders, known
 * secrets, and the JSON and stream forms of the mask. Nothing here does HTTP or touches a file on
 * the path of a request.
 */
@NullMarked
package dev.tacenda.mask;

import org.jspecify.annotations.NullMarked;
