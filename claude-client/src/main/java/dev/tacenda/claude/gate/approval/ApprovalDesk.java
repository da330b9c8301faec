package dev.tacenda.claude.gate.approval;

import dev.tacenda.claude.gate.ApprovalAnswer;
import dev.tacenda.claude.gate.ApprovalDenial;
import dev.tacenda.claude.gate.ApprovalGate;
import dev.tacenda.claude.gate.ApprovalRequest;
import dev.tacenda.claude.gate.approval.HumanIds.Somebody;
import dev.tacenda.claude.gate.approval.Judgement.Approval;
import dev.tacenda.mask.TrustedCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Asks by way of a store: looks for an approval that is there, asks for one, waits, and hands out
 * what lets the request go. Thread-safe.
 */
@TrustedCode("Whatever goes wrong on the way is a no.")
final class ApprovalDesk implements ApprovalGate {
  private static final int MAX_AGAIN = 100;

  private final ApprovalStore store;
  private final ApprovalRules rules;
  private final DeskSettings settings;
  private final KnownQuestions envelopes = new KnownQuestions();

  ApprovalDesk(ApprovalStore store, ApprovalRules rules, DeskSettings settings) {
    this.store = store;
    this.rules = rules;
    this.settings = settings;
  }

  @Override
  public ApprovalAnswer decide(ApprovalRequest request, Consumer<String> asked) {
    Optional<Somebody> requester = rules.humans().of(request.caller());
    if (requester.isEmpty()) {
      return ApprovalAnswer.denied(request.approvalId(), ApprovalDenial.REQUESTER_UNMAPPED);
    }
    Optional<List<ApproverRule>> needed = rules.about(request.terms());
    if (needed.isEmpty()) {
      return ApprovalAnswer.denied(request.approvalId(), ApprovalDenial.NO_RULE);
    }
    return new Case(request, requester.get(), needed.get(), asked).answer();
  }

  /** One request on its way. Confined to one thread. */
  private final class Case {
    private final ApprovalRequest request;
    private final String digest;
    private final Somebody requester;
    private final List<ApproverRule> needed;
    private final Consumer<String> asked;
    private Optional<ApprovalDenial> outside = Optional.empty();
    private Optional<ApprovalDenial> usedUp = Optional.empty();
    private ApprovalQuestion question;

    Case(
        ApprovalRequest request,
        Somebody requester,
        List<ApproverRule> needed,
        Consumer<String> asked) {
      this.request = request;
      this.digest = request.digest();
      this.requester = requester;
      this.needed = needed;
      this.asked = asked;
      this.question = question(0);
    }

    private ApprovalQuestion question(int again) {
      // A tool call is approved one by one: its input is all that people can judge it by.
      boolean call = !request.terms().tool().isEmpty();
      return new ApprovalQuestion(
          request.terms(),
          request.masked().recordable(),
          call ? ApprovalScope.exact() : settings.scope(),
          again,
          new ApprovalQuestion.Asked(
              requester.name(),
              ApprovalRules.quorum(needed),
              settings.clock().instant(),
              outside.map(ApprovalDenial::name).orElse("")));
    }

    ApprovalAnswer answer() {
      try {
        Optional<ApprovalAnswer> underway = ofConversation();
        if (underway.isPresent()) {
          return underway.get();
        }
        if (outside.isPresent() && settings.outsideIsDenied()) {
          return denied(outside.get());
        }
        return ask();
      } catch (StoreException e) {
        // An interrupt ends what is read or written as well.
        boolean interrupted = Thread.currentThread().isInterrupted();
        return denied(interrupted ? ApprovalDenial.INTERRUPTED : e.denial());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return denied(ApprovalDenial.INTERRUPTED);
      }
    }

    private ApprovalAnswer denied(ApprovalDenial reason) {
      return ApprovalAnswer.denied(question.id(), reason);
    }

    /** Looks for a conversation that was approved, and notes why the request is outside of it. */
    private Optional<ApprovalAnswer> ofConversation() throws StoreException {
      if (!question.scope().isEnvelope()) {
        return Optional.empty();
      }
      for (String id : store.envelopes(question)) {
        Optional<ApprovalQuestion> first = envelopes.get(id, store);
        // The store only says so: a question of another run or caller must not count here. Without
        // a question there is nothing that anybody could have approved.
        if (first.isPresent() && first.get().conversation().equals(question.conversation())) {
          Optional<ApprovalAnswer> answer = byConversation(first.get());
          if (answer.isPresent()) {
            return answer;
          }
        }
      }
      return Optional.empty();
    }

    private Optional<ApprovalAnswer> byConversation(ApprovalQuestion first) throws StoreException {
      ApprovalState state = store.state(first.id());
      // Each time anew: whoever approved can reject, and that ends the conversation.
      Judgement judgement = judge(first, state);
      Optional<Approval> approval = judgement.approval();
      if (approval.isPresent() && approval.get().scope().isEnvelope()) {
        outside = outsideOf(first, state, approval.get());
        return outside.isEmpty() ? Optional.of(approved(first, approval.get())) : Optional.empty();
      }
      if (judgement.flaw().equals(Optional.of(ApprovalDenial.EXPIRED))) {
        outside = Optional.of(ApprovalDenial.OUTSIDE_TIME);
      }
      return Optional.empty();
    }

    private Optional<ApprovalDenial> outsideOf(
        ApprovalQuestion first, ApprovalState state, Approval approval) {
      Optional<ApprovalDenial> reason = Envelope.outside(first.terms(), request.terms());
      return reason.isPresent()
          ? reason
          : state.outside(approval.scope(), request.terms().use().maxOutputTokens());
    }

    /** Judges by the rules for that question, which may have had more reasons than this request. */
    private Judgement judge(ApprovalQuestion about, ApprovalState state) {
      if (state.rejected()) {
        return Judgement.rejection();
      }
      return rules
          .about(about.terms())
          .map(its -> new Judge(rules, its, about, requester, settings.clock().instant()))
          .map(judge -> judge.judge(state.notes()))
          .orElse(Judgement.open(ApprovalDenial.NO_RULE));
    }

    private ApprovalAnswer ask() throws StoreException, InterruptedException {
      for (int again = 0; again < MAX_AGAIN; again++) {
        question = question(again);
        ApprovalState state = store.state(question.id());
        Judgement judgement = judge(question, state);
        if (judgement.isRejected()) {
          return rejected(state);
        }
        Optional<Approval> approval = judgement.approval();
        long tokens = request.terms().use().maxOutputTokens();
        if (approval.isPresent() && state.outside(approval.get().scope(), tokens).isEmpty()) {
          return approved(question, approval.get());
        }
        if (approval.isEmpty() && state.uses() == 0) {
          return new Wait().untilDecided();
        }
        usedUp = Optional.of(ApprovalDenial.USED_UP);
      }
      return denied(ApprovalDenial.USED_UP);
    }

    private ApprovalAnswer rejected(ApprovalState state) throws StoreException {
      if (!state.rejected()) {
        store.markRejected(question.id());
      }
      return denied(ApprovalDenial.REJECTED);
    }

    private ApprovalAnswer approved(ApprovalQuestion about, Approval approval) {
      ApprovalAnswer answer =
          ApprovalAnswer.approved(about.id(), now -> spend(about, approval, now))
              .by(approval.approvers().stream().limit(ApproverRule.MAX_QUORUM).toList())
              .until(approval.validUntil());
      return approval.breakGlass() ? answer.pastTheRules() : answer;
    }

    private Optional<ApprovalDenial> spend(
        ApprovalQuestion about, Approval approval, ApprovalRequest now) {
      if (!now.digest().equals(digest)) {
        return Optional.of(ApprovalDenial.CHANGED);
      }
      Instant time = settings.clock().instant();
      if (time.isBefore(approval.notBefore())) {
        return Optional.of(ApprovalDenial.CLOCK_DOUBT);
      }
      if (!time.isBefore(approval.validUntil())) {
        return Optional.of(ApprovalDenial.EXPIRED);
      }
      try {
        return store.spend(about.id(), approval.scope(), now.terms().use().maxOutputTokens());
      } catch (StoreException e) {
        return Optional.of(e.denial());
      }
    }

    /** Waits for people. */
    private final class Wait {
      private final Instant deadline = settings.clock().instant().plus(settings.waitAtMost());
      private Instant last = settings.clock().instant();
      private Optional<ApprovalDenial> flaw = outside.or(() -> usedUp);
      private Duration pause = Duration.ZERO;

      ApprovalAnswer untilDecided() throws StoreException, InterruptedException {
        asked.accept(question.id());
        store.create(question);
        while (true) {
          Optional<ApprovalAnswer> answer = look();
          if (answer.isPresent()) {
            return answer.get();
          }
          Instant now = settings.clock().instant();
          if (now.plus(rules.clockSkew()).isBefore(last)) {
            return denied(ApprovalDenial.CLOCK_DOUBT);
          }
          if (!now.isBefore(deadline)) {
            return denied(flaw.orElse(ApprovalDenial.TIMED_OUT));
          }
          last = now;
          settings.pause(pause, Duration.between(now, deadline));
        }
      }

      private Optional<ApprovalAnswer> look() throws StoreException {
        ApprovalState state;
        try {
          state = store.state(question.id());
        } catch (StoreException e) {
          if (!e.mayPass() || Thread.currentThread().isInterrupted()) {
            throw e;
          }
          flaw = Optional.of(e.denial());
          return Optional.empty();
        }
        pause = state.askAgainIn();
        Judgement judgement = judge(question, state);
        if (judgement.isRejected()) {
          return Optional.of(rejected(state));
        }
        flaw = judgement.flaw().or(() -> flaw);
        return judgement.approval().map(approval -> approved(question, approval));
      }
    }
  }
}
