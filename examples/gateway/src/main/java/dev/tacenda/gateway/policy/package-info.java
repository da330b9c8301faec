/**
 * {@code tacenda policy}: checks, tests, compares, explains, signs and publishes policies. All that
 * decides something is in the library; here are files, options and reports.
 */
@NullMarked
package dev.tacenda.gateway.policy;

import org.jspecify.annotations.NullMarked;
