/** Text with Ed25519 signatures: what checkpoints, policies and approvals are signed with. */
@NullMarked
package dev.tacenda.audit.note;

import org.jspecify.annotations.NullMarked;
