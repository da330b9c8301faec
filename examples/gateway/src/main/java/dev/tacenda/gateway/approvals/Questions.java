package dev.tacenda.gateway.approvals;

import dev.tacenda.claude.gate.ApprovalDenial;
import dev.tacenda.claude.gate.approval.ApprovalDirectory;
import dev.tacenda.claude.gate.approval.ApprovalQuestion;
import dev.tacenda.claude.gate.approval.StoreException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads all questions of a folder. */
final class Questions {
  private Questions() {}

  /**
   * Returns the questions, the oldest first, those together that differ in content only. One that
   * somebody altered is left out: it cannot be decided.
   */
  static List<List<QuestionState>> alike(
      ApprovalDirectory directory, Predicate<QuestionState> shown) throws StoreException {
    List<QuestionState> all = new ArrayList<>();
    for (String id : directory.ids()) {
      Optional<ApprovalQuestion> question = read(directory, id);
      if (question.isPresent()) {
        all.add(QuestionState.of(directory, question.get()));
      }
    }
    all.sort(
        Comparator.comparing((QuestionState each) -> each.question().asked().created())
            .thenComparing(each -> each.question().id()));
    Map<String, List<QuestionState>> groups = new LinkedHashMap<>();
    all.stream()
        .filter(shown)
        .forEach(
            each ->
                groups.computeIfAbsent(each.question().kind(), k -> new ArrayList<>()).add(each));
    return List.copyOf(groups.values());
  }

  private static Optional<ApprovalQuestion> read(ApprovalDirectory directory, String id)
      throws StoreException {
    try {
      return directory.question(id);
    } catch (StoreException e) {
      if (e.denial() == ApprovalDenial.QUESTION_ALTERED) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
