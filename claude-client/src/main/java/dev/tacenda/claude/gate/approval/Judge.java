package dev.tacenda.claude.gate.approval;

import dev.tacenda.audit.note.NoteKey;
import dev.tacenda.audit.note.SignedNote;
import dev.tacenda.claude.gate.ApprovalDenial;
import dev.tacenda.claude.gate.approval.ApprovalRules.KeyKind;
import dev.tacenda.claude.gate.approval.HumanIds.Somebody;
import dev.tacenda.claude.gate.approval.Judgement.Approval;
import dev.tacenda.mask.TrustedCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Judges what was decided about one question. A note that is not as it must be counts for nothing,
 * neither as yes nor as no. Confined to one call.
 */
@TrustedCode("The only place where signatures become an approval.")
final class Judge {
  /** The most decisions about one question that are looked at. */
  static final int MAX_NOTES = 64;

  private final ApprovalRules rules;
  private final List<ApproverRule> needed;
  private final ApprovalQuestion question;
  private final Somebody requester;
  private final Instant now;
  private @Nullable ApprovalDenial flaw;

  /**
   * Creates a judge.
   *
   * @param needed the rules that an approval must meet
   * @param requester who asked
   */
  Judge(
      ApprovalRules rules,
      List<ApproverRule> needed,
      ApprovalQuestion question,
      Somebody requester,
      Instant now) {
    this.rules = rules;
    this.needed = needed;
    this.question = question;
    this.requester = requester;
    this.now = now;
  }

  /** A note is not as it must be. */
  private static final class Flaw extends Exception {
    private static final long serialVersionUID = 1L;
    private final ApprovalDenial denial;

    Flaw(ApprovalDenial denial) {
      super(denial.name(), null, false, false);
      this.denial = denial;
    }
  }

  /**
   * A note that counts.
   *
   * @param note what it says
   * @param people who stand behind it
   */
  private record Vote(ApprovalNote note, Set<String> people) {}

  Judgement judge(List<byte[]> notes) {
    if (notes.size() > MAX_NOTES) {
      return Judgement.open(ApprovalDenial.TOO_MANY_DECISIONS);
    }
    List<Vote> votes = new ArrayList<>();
    for (byte[] each : notes) {
      try {
        votes.add(vote(each));
      } catch (Flaw e) {
        flaw = e.denial;
      }
    }
    if (votes.stream().anyMatch(each -> !each.note().approve())) {
      return Judgement.rejection();
    }
    return approval(votes).map(Judgement::approved).orElseGet(() -> Judgement.open(flaw));
  }

  private Vote vote(byte[] bytes) throws Flaw {
    SignedNote signed = signed(bytes);
    Set<NoteKey> signers = signers(signed);
    ApprovalNote note =
        ApprovalNote.parse(signed.text())
            .orElseThrow(() -> new Flaw(ApprovalDenial.DECISION_MALFORMED));
    requireSameQuestion(note.question());
    requireKindOfKey(note, signers);
    Set<String> people = people(note, signers);
    // Whoever may sign may say no, at any time and about their own request as well.
    if (note.approve()) {
      requireInTime(note);
      requireAllowed(note, people);
    }
    return new Vote(note, people);
  }

  private static SignedNote signed(byte[] bytes) throws Flaw {
    require(bytes.length <= ApprovalNote.MAX_BYTES, ApprovalDenial.TOO_MANY_DECISIONS);
    try {
      return SignedNote.parse(bytes);
    } catch (IllegalArgumentException e) {
      throw new Flaw(ApprovalDenial.DECISION_MALFORMED);
    }
  }

  private Set<NoteKey> signers(SignedNote signed) throws Flaw {
    Set<NoteKey> signers = signed.verifiedBy(rules.keys().keySet());
    boolean claimed = rules.keys().keySet().stream().anyMatch(signed::isClaimedBy);
    require(
        !signers.isEmpty(), claimed ? ApprovalDenial.SIGNATURE_WRONG : ApprovalDenial.KEY_UNKNOWN);
    return signers;
  }

  private void requireSameQuestion(ApprovalNote.About about) throws Flaw {
    ApprovalNote.About mine = ApprovalNote.About.of(question);
    require(about.policy().equals(mine.policy()), ApprovalDenial.OTHER_POLICY);
    require(about.caller().equals(mine.caller()), ApprovalDenial.OTHER_CALLER);
    require(about.run().equals(mine.run()), ApprovalDenial.OTHER_RUN);
    require(about.equals(mine), ApprovalDenial.OTHER_REQUEST);
  }

  private void requireKindOfKey(ApprovalNote note, Set<NoteKey> signers) throws Flaw {
    for (NoteKey key : signers) {
      boolean forBreakGlass = rules.keys().get(key) == KeyKind.BREAK_GLASS;
      require(forBreakGlass == note.breakGlass(), ApprovalDenial.BREAK_GLASS_KEY);
    }
  }

  /** Returns the people behind a note: those whom it names, each vouched for by a signature. */
  private Set<String> people(ApprovalNote note, Set<NoteKey> signers) throws Flaw {
    boolean service = signers.stream().anyMatch(key -> rules.keys().get(key) == KeyKind.SERVICE);
    Set<String> owners = new TreeSet<>();
    for (NoteKey key : signers) {
      rules.humans().ofKey(key.name()).ifPresent(owner -> owners.add(owner.name()));
    }
    Set<String> people = new TreeSet<>();
    for (String id : note.approvers()) {
      Somebody somebody =
          rules.humans().of(id).orElseThrow(() -> new Flaw(ApprovalDenial.APPROVER_UNMAPPED));
      require(somebody.isHuman(), ApprovalDenial.NOT_HUMAN);
      require(service || owners.contains(somebody.name()), ApprovalDenial.APPROVER_NOT_SIGNER);
      people.add(somebody.name());
    }
    return people;
  }

  private void requireInTime(ApprovalNote note) throws Flaw {
    require(!note.decided().isAfter(now.plus(rules.clockSkew())), ApprovalDenial.CLOCK_DOUBT);
    Duration valid = Duration.between(note.notBefore(), note.notAfter());
    if (note.breakGlass()) {
      boolean brief = valid.compareTo(ApprovalRules.MAX_BREAK_GLASS) <= 0;
      require(brief, ApprovalDenial.BREAK_GLASS_TOO_LONG);
    }
    require(valid.compareTo(rules.maxValidity()) <= 0, ApprovalDenial.VALID_TOO_LONG);
    require(!now.isBefore(note.notBefore()), ApprovalDenial.NOT_YET_VALID);
    require(now.isBefore(end(note)), ApprovalDenial.EXPIRED);
  }

  private void requireAllowed(ApprovalNote note, Set<String> people) throws Flaw {
    require(!people.contains(requester.name()), ApprovalDenial.SELF_APPROVAL);
    if (note.breakGlass()) {
      boolean explained = !note.reason().isEmpty() && !note.ticket().isEmpty();
      require(explained, ApprovalDenial.BREAK_GLASS_WITHOUT_TICKET);
    } else {
      Set<String> entitled = new TreeSet<>();
      needed.forEach(rule -> entitled.addAll(rule.approvers()));
      require(entitled.containsAll(people), ApprovalDenial.NOT_AN_APPROVER);
      require(note.quorum() == ApprovalRules.quorum(needed), ApprovalDenial.WRONG_QUORUM);
    }
    require(note.scope().isWithin(question.scope()), ApprovalDenial.SCOPE_TOO_WIDE);
    boolean often = !note.scope().isEnvelope() && note.scope().requests() > rules.maxUses();
    require(!often, ApprovalDenial.SCOPE_TOO_WIDE);
  }

  private static Instant end(ApprovalNote note) {
    Instant end = note.notAfter();
    if (note.scope().isEnvelope()) {
      Instant over = note.notBefore().plus(note.scope().lasts());
      return over.isBefore(end) ? over : end;
    }
    return end;
  }

  private Optional<Approval> approval(List<Vote> votes) {
    Optional<Vote> past = votes.stream().filter(each -> each.note().breakGlass()).findFirst();
    if (past.isPresent()) {
      return Optional.of(together(List.of(past.get())));
    }
    Set<String> people = new TreeSet<>();
    votes.forEach(vote -> people.addAll(vote.people()));
    if (!needed.isEmpty() && needed.stream().allMatch(rule -> rule.isMet(people))) {
      return Optional.of(together(votes));
    }
    if (!votes.isEmpty() && flaw == null) {
      flaw = ApprovalDenial.QUORUM_NOT_REACHED;
    }
    return Optional.empty();
  }

  /** What several let go is what all of them let go. */
  private static Approval together(List<Vote> votes) {
    ApprovalNote first = votes.get(0).note();
    ApprovalScope scope = first.scope();
    Instant begin = first.notBefore();
    Instant end = end(first);
    Set<String> people = new TreeSet<>();
    for (Vote vote : votes) {
      ApprovalNote note = vote.note();
      scope = scope.and(note.scope());
      begin = begin.isAfter(note.notBefore()) ? begin : note.notBefore();
      end = end.isBefore(end(note)) ? end : end(note);
      people.addAll(vote.people());
    }
    return new Approval(scope, List.copyOf(people), begin, end, first.breakGlass());
  }

  private static void require(boolean condition, ApprovalDenial otherwise) throws Flaw {
    if (!condition) {
      throw new Flaw(otherwise);
    }
  }
}
