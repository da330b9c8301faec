/** {@code tacenda approvals}: shows questions to people, and signs what they decide. */
@NullMarked
package dev.tacenda.gateway.approvals;

import org.jspecify.annotations.NullMarked;
