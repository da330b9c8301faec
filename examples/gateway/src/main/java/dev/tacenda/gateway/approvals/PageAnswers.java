package dev.tacenda.gateway.approvals;

import dev.tacenda.claude.gate.approval.ApprovalDirectory;
import dev.tacenda.claude.gate.approval.ApprovalQuestion;
import dev.tacenda.claude.gate.approval.ApprovalScope;
import dev.tacenda.claude.gate.approval.StoreException;
import dev.tacenda.mask.TrustedCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Answers what a browser asks below the secret path. Thread-safe. */
@TrustedCode("A decision is about the question whose page the form was on.")
final class PageAnswers {
  private static final String HTML = "text/html; charset=utf-8";
  private static final String QUESTIONS = "questions/";
  private static final Duration USUAL = Duration.ofHours(1);

  private final ApprovalDirectory directory;
  private final Decider decider;
  private final Pages pages;
  private final String root;

  /** An answer. Immutable but for the array of its body. */
  static final class Page {
    private final int status;
    private final String type;
    private final String location;
    private final byte[] body;

    private Page(int status, String type, String location, byte[] body) {
      this.status = status;
      this.type = type;
      this.location = location;
      this.body = body;
    }

    static Page html(int status, byte[] body) {
      return new Page(status, HTML, "", body);
    }

    static Page of(int status, String text) {
      return new Page(
          status, "text/plain; charset=utf-8", "", text.getBytes(StandardCharsets.UTF_8));
    }

    static Page seeOther(String location) {
      return new Page(303, HTML, location, new byte[0]);
    }

    int status() {
      return status;
    }

    String type() {
      return type;
    }

    /** Returns where to go; empty if nowhere. */
    String location() {
      return location;
    }

    byte[] body() {
      return body;
    }
  }

  PageAnswers(ApprovalDirectory directory, Decider decider, String root) {
    this.directory = directory;
    this.decider = decider;
    this.pages = new Pages(root, decider.name());
    this.root = root;
  }

  /** Answers; {@code path} begins behind the secret. */
  Page answer(String method, String path, String query, byte[] body) {
    try {
      if (method.equals("GET") && path.isEmpty()) {
        return list();
      }
      if (method.equals("GET") && path.equals("style.css")) {
        return style();
      }
      if (path.startsWith(QUESTIONS)) {
        String id = path.substring(QUESTIONS.length());
        return switch (method) {
          case "GET" -> show(id, query);
          case "POST" -> decide(id, body);
          default -> message(405, "This cannot be done.");
        };
      }
      return message(404, "There is no such page.");
    } catch (StoreException e) {
      return message(500, FolderOption.failure(e).line());
    }
  }

  private Page message(int status, String text) {
    return Page.html(status, pages.message(text));
  }

  private static Page style() {
    try (InputStream css = PageAnswers.class.getResourceAsStream("style.css")) {
      byte[] bytes = Objects.requireNonNull(css, "style.css").readAllBytes();
      return new Page(200, "text/css; charset=utf-8", "", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Page list() throws StoreException {
    return Page.html(
        200,
        pages.list(
            Questions.alike(directory, QuestionState::isWaiting),
            Questions.alike(directory, each -> !each.isWaiting())));
  }

  private Page show(String id, String query) throws StoreException {
    Optional<ApprovalQuestion> question = directory.question(id);
    if (question.isEmpty()) {
      return message(404, "There is no such question.");
    }
    QuestionState state = QuestionState.of(directory, question.get());
    return Page.html(200, pages.question(state, from(query, question.get().masked().length)));
  }

  /** Returns the first byte to show, which begins a part. */
  private static int from(String query, int length) {
    try {
      int from = query.startsWith("from=") ? Integer.parseInt(query.substring(5)) : 0;
      return from < 0 || from >= length ? 0 : from - from % Pages.PART_BYTES;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private Page decide(String id, byte[] body) throws StoreException {
    Optional<ApprovalQuestion> question = directory.question(id);
    Optional<Decider.Verdict> verdict =
        question.flatMap(asked -> Form.read(body).flatMap(form -> verdict(asked, form)));
    if (question.isEmpty() || verdict.isEmpty()) {
      return message(400, "That was not understood; nothing was decided.");
    }
    try {
      decider.decide(question.get(), verdict.get());
    } catch (IllegalArgumentException e) {
      return message(400, "Reason and ticket must be one line each; nothing was decided.");
    }
    return Page.seeOther(root + QUESTIONS + id);
  }

  private static Optional<Decider.Verdict> verdict(
      ApprovalQuestion question, Map<String, String> form) {
    String said = form.getOrDefault("verdict", "");
    String reason = form.getOrDefault("reason", "").strip();
    String ticket = form.getOrDefault("ticket", "").strip();
    Optional<ApprovalScope> scope = scope(question, form.getOrDefault("scope", ""));
    boolean approve = said.equals("approve");
    if (reason.isEmpty() || scope.isEmpty() || !(approve || said.equals("reject"))) {
      return Optional.empty();
    }
    Duration valid = scope.get().isEnvelope() ? scope.get().lasts() : USUAL;
    return Optional.of(new Decider.Verdict(approve, scope.get(), valid, false, ticket, reason));
  }

  private static Optional<ApprovalScope> scope(ApprovalQuestion question, String word) {
    return switch (word) {
      case "asked" -> Optional.of(question.scope());
      case "once" -> Optional.of(ApprovalScope.exact());
      case "thrice" -> Optional.of(ApprovalScope.exact(3));
      default -> Optional.empty();
    };
  }
}
