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
import java.util.Set;
import java.util.function.Predicate;

/** Reads all questions of a folder. */
final class Questions {
  private static final Set<ApprovalDenial> HIDDEN =
      Set.of(
          ApprovalDenial.QUESTION_ALTERED,
          ApprovalDenial.TOO_MANY_DECISIONS,
          ApprovalDenial.STORE_INSECURE);

  private Questions() {}

  /**
   * Returns the questions without their bytes, the oldest first, those together that differ in
   * content only. One that somebody altered, or left too many decisions about, is left out: it
   * cannot be approved, and must not hide the others.
   */
  static List<List<QuestionState>> alike(
      ApprovalDirectory directory, Predicate<QuestionState> shown) throws StoreException {
    List<QuestionState> all = new ArrayList<>();
    for (String id : directory.ids()) {
      read(directory, id).ifPresent(all::add);
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

  private static Optional<QuestionState> read(ApprovalDirectory directory, String id)
      throws StoreException {
    try {
      Optional<ApprovalQuestion> question =
          directory.question(id).map(ApprovalQuestion::withoutBytes);
      return question.isEmpty()
          ? Optional.empty()
          : Optional.of(QuestionState.of(directory, question.get()));
    } catch (StoreException e) {
      if (HIDDEN.contains(e.denial())) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
