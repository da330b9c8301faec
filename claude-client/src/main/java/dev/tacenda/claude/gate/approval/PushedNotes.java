package dev.tacenda.claude.gate.approval;

import dev.tacenda.audit.note.SignedNote;
import dev.tacenda.mask.TrustedCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decisions that were pushed here, for questions that are waited for. Thread-safe. */
@TrustedCode("Anybody may deliver a note; only the signature makes it one.")
final class PushedNotes {
  private static final int MAX_QUESTIONS = 1_024;

  private final ApprovalRules rules;
  private final Map<String, List<byte[]>> byId =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<byte[]>> eldest) {
          return size() > MAX_QUESTIONS;
        }
      };

  PushedNotes(ApprovalRules rules) {
    this.rules = rules;
  }

  void expect(String id) {
    synchronized (byId) {
      byId.computeIfAbsent(id, each -> new ArrayList<>());
    }
  }

  boolean receive(byte[] note) {
    return note.length <= ApprovalNote.MAX_BYTES
        && signedText(note).flatMap(ApprovalNote::parse).filter(it -> keep(it, note)).isPresent();
  }

  private Optional<String> signedText(byte[] note) {
    try {
      SignedNote signed = SignedNote.parse(note);
      boolean known = !signed.verifiedBy(rules.keys().keySet()).isEmpty();
      return known ? Optional.of(signed.text()) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private boolean keep(ApprovalNote note, byte[] bytes) {
    synchronized (byId) {
      @Nullable List<byte[]> notes = byId.get(note.question().id());
      if (notes == null || notes.size() == Judge.MAX_NOTES) {
        return false;
      }
      return notes.add(bytes.clone());
    }
  }

  List<byte[]> of(String id) {
    synchronized (byId) {
      return List.copyOf(byId.getOrDefault(id, List.of()));
    }
  }
}
