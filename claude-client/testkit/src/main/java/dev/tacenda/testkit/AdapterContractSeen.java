package dev.tacenda.testkit;

import dev.tacenda.claude.RequestDeniedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the application saw of one call: text, and the exception that ended it, if one did. */
record AdapterContractSeen(String text, Optional<Exception> failure) {

  /** The text, and what the exceptions say. */
  String everything() {
    return text + failures().stream().map(each -> "\n" + each).collect(Collectors.joining());
  }

  /** The denial, whatever it is wrapped in. */
  Optional<RequestDeniedException> denial() {
    return failures().stream()
        .filter(RequestDeniedException.class::isInstance)
        .map(RequestDeniedException.class::cast)
        .findFirst();
  }

  private List<Throwable> failures() {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable each = failure.orElse(null); each != null; each = each.getCause()) {
      chain.add(each);
    }
    return chain;
  }

  /** The length only. */
  @Override
  public String toString() {
    return "Seen{" + text.length() + " characters, " + failures().size() + " exceptions}";
  }
}
