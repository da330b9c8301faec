package dev.tacenda.gateway.approvals;

import dev.tacenda.audit.note.SignedNote;
import dev.tacenda.claude.gate.approval.ApprovalDirectory;
import dev.tacenda.claude.gate.approval.ApprovalNote;
import dev.tacenda.claude.gate.approval.ApprovalQuestion;
import dev.tacenda.claude.gate.approval.ApprovalState;
import dev.tacenda.claude.gate.approval.StoreException;
import java.util.ArrayList;
import java.util.List;

/**
 * A question and what lies beside it. The decisions are what notes say: whether their signatures
 * count is for the job to find out, which has the rules. Immutable.
 *
 * @param question what is asked
 * @param notes what was decided, as far as it can be read and is about this question
 * @param state how often it was used
 */
record QuestionState(ApprovalQuestion question, List<ApprovalNote> notes, ApprovalState state) {

  static QuestionState of(ApprovalDirectory directory, ApprovalQuestion question)
      throws StoreException {
    ApprovalState state = directory.state(question.id());
    List<ApprovalNote> notes = new ArrayList<>();
    for (byte[] each : state.notes()) {
      read(each, question, notes);
    }
    return new QuestionState(question, List.copyOf(notes), state);
  }

  private static void read(byte[] bytes, ApprovalQuestion question, List<ApprovalNote> into) {
    try {
      ApprovalNote.parse(SignedNote.parse(bytes).text())
          .filter(note -> note.question().equals(ApprovalNote.About.of(question)))
          .ifPresent(into::add);
    } catch (IllegalArgumentException e) {
      return; // not a decision; the job says so as well
    }
  }

  boolean isBreakGlass() {
    return notes.stream().anyMatch(ApprovalNote::breakGlass);
  }

  /** Returns true if a decision could still make a difference to a job that waits. */
  boolean isWaiting() {
    boolean rejected = state.rejected() || notes.stream().anyMatch(note -> !note.approve());
    return !rejected && state.uses() == 0 && notes.size() < question.asked().quorum();
  }

  /** Returns in a few words what became of it. */
  String word() {
    long no = notes.stream().filter(note -> !note.approve()).count();
    long yes = notes.size() - no;
    if (state.rejected() || no > 0) {
      return "rejected";
    }
    if (state.uses() > 0) {
      return "used " + state.uses() + (state.uses() == 1 ? " time" : " times");
    }
    return yes == 0 ? "open" : yes + " of " + question.asked().quorum() + " approved";
  }
}
