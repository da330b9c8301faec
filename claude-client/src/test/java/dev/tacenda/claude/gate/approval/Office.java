package dev.tacenda.claude.gate.approval;

import dev.tacenda.audit.note.NoteSigner;
import dev.tacenda.claude.gate.ApprovalAnswer;
import dev.tacenda.claude.gate.ApprovalDenial;
import dev.tacenda.claude.gate.ApprovalGate;
import dev.tacenda.claude.gate.ApprovalRequest;
import dev.tacenda.claude.gate.ApprovalTerms;
import dev.tacenda.claude.gate.Caller;
import dev.tacenda.claude.gate.Claims;
import dev.tacenda.mask.MaskResult;
import dev.tacenda.mask.Masker;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** People with keys, a folder, and a clock that only goes on when somebody waits. */
final class Office {
  static final String CI = "https://ci.example";
  static final NoteSigner ADA = signer("ada.example");
  static final NoteSigner BOB = signer("bob.example");
  static final NoteSigner EVE = signer("eve.example");
  static final NoteSigner SERVICE = signer("approvals.example");
  static final NoteSigner PAGER = signer("pager.example");
  static final NoteSigner STRANGER = signer("stranger.example");

  final Path folder;
  final Time time = new Time();
  final List<String> asked = new ArrayList<>();

  Office(Path folder) {
    this.folder = folder;
  }

  private static NoteSigner signer(String name) {
    return NoteSigner.generate(name, new SecureRandom());
  }

  /** A clock that goes on while somebody sleeps, and does something then. */
  static final class Time extends Clock implements Sleeper {
    private Instant now = Instant.parse("2026-11-30T10:00:00Z");
    private final List<Runnable> later = new ArrayList<>();
    private int slept;

    /** Does something at the next wait. */
    void atNextWait(Runnable what) {
      later.add(what);
    }

    void pass(Duration time) {
      now = now.plus(time);
    }

    void clear() {
      later.clear();
    }

    int slept() {
      return slept;
    }

    @Override
    public void sleep(Duration time) {
      slept++;
      now = now.plus(time);
      List<Runnable> due = List.copyOf(later);
      later.clear();
      due.forEach(Runnable::run);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  /** Ada, Bob and Eve are people; Eve may ask, and approve what others ask. */
  static HumanIds people() {
    return HumanIds.builder()
        .human("ada", "key:ada.example", "github:1", "sso:ada")
        .human("bob", "key:bob.example", "github:2", "sso:bob")
        .human("eve", "key:eve.example", "github:3", "sso:eve")
        .human("pager", "key:pager.example")
        .bot("github:99")
        .requester(CI, "actor_id", "github")
        .build();
  }

  static ApprovalRules.Builder keys() {
    return ApprovalRules.builder(people())
        .person(ADA.key())
        .person(BOB.key())
        .person(EVE.key())
        .service(SERVICE.key())
        .breakGlass(PAGER.key());
  }

  /** One of Ada, Bob and Eve is enough. */
  static ApprovalRules rules() {
    return quorum(1);
  }

  static ApprovalRules quorum(int quorum) {
    return keys()
        .rule(new ApproverRule("*", Set.of("*"), Set.of("ada", "bob", "eve"), quorum))
        .build();
  }

  FileApprovals.Builder gate(ApprovalRules rules) {
    return FileApprovals.builder(folder, rules)
        .time(time, time, new Random(1))
        .waitAtMost(Duration.ofMinutes(1));
  }

  FileApprovals gate() throws StoreException {
    return gate(rules()).build();
  }

  ApprovalDirectory directory() throws StoreException {
    return ApprovalDirectory.openToDecide(folder);
  }

  /** Asks, and returns what came of it, the spending included. */
  Optional<ApprovalDenial> ask(ApprovalGate gate, ApprovalRequest request) {
    ApprovalAnswer answer = gate.decide(request, asked::add);
    return answer.denial().or(() -> answer.spend(request));
  }

  /** The only question, or the last in the order of ids. */
  ApprovalQuestion question() throws StoreException {
    List<String> ids = directory().ids();
    return directory().question(ids.get(ids.size() - 1)).orElseThrow();
  }

  ApprovalQuestion question(String id) throws StoreException {
    return directory().question(id).orElseThrow();
  }

  /** Makes somebody decide about the last question asked, while the gate waits. */
  void whenAsked(Decider decider) {
    time.atNextWait(() -> decide(decider));
  }

  void decide(Decider decider) {
    try {
      ApprovalQuestion about = question(asked.get(asked.size() - 1));
      directory().addNote(about.id(), decider.decide(yes(about)));
    } catch (StoreException e) {
      throw new AssertionError(e);
    }
  }

  /** Decides, beginning with a plain yes. */
  interface Decider {
    byte[] decide(Yes yes);
  }

  Yes yes(ApprovalQuestion question) {
    return new Yes(question, time.instant());
  }

  /** A decision before it is signed: yes, unless something is changed. Confined to one thread. */
  static final class Yes {
    ApprovalNote.About about;
    boolean approve = true;
    List<String> approvers = List.of();
    int quorum;
    ApprovalScope scope;
    Instant decided;
    Instant notBefore;
    Instant notAfter;
    boolean breakGlass;
    String ticket = "";
    String reason = "";

    Yes(ApprovalQuestion question, Instant now) {
      about = ApprovalNote.About.of(question);
      quorum = question.asked().quorum();
      scope = question.scope();
      decided = now;
      notBefore = now;
      notAfter = now.plus(Duration.ofHours(1));
    }

    ApprovalNote note(NoteSigner... signers) {
      List<String> names =
          approvers.isEmpty()
              ? Arrays.stream(signers).map(each -> "key:" + each.key().name()).toList()
              : approvers;
      return new ApprovalNote(
          about,
          approve,
          names,
          quorum,
          scope,
          decided,
          notBefore,
          notAfter,
          breakGlass,
          ticket,
          reason);
    }

    byte[] by(NoteSigner... signers) {
      return note(signers).sign(signers).bytes();
    }
  }

  static Caller caller(String actor) {
    return Caller.verified(
        CI, "repo:shop", Set.of(), Claims.of(Map.of("actor_id", List.of(actor))));
  }

  /** A request by the actor 3, who is Eve. */
  static Asking asking() {
    return new Asking();
  }

  /** A request before it is asked about. Confined to one thread. */
  static final class Asking {
    Caller caller = caller("3");
    String run = "run-1";
    String policyDigest = "a".repeat(64);
    String endpoint = "POST /v1/messages";
    String tool = "";
    String text = "{\"model\":\"m\"}";
    Set<String> models = Set.of("m");
    Set<String> tools = Set.of("custom Read", "custom Bash");
    Set<String> mcpUrls = Set.of("https://mcp.example");
    Set<String> features = Set.of();
    Set<String> reasons = Set.of("shell-tool");
    long maxTokens = 1_000;

    ApprovalRequest request() {
      MaskResult masked = mask(text);
      return new ApprovalRequest(
          caller,
          new ApprovalTerms(
              caller.issuer(),
              caller.subject(),
              run,
              new ApprovalTerms.Policy("test", 1, policyDigest),
              endpoint,
              endpoint,
              tool,
              new ApprovalTerms.Use(
                  new TreeSet<>(models),
                  new TreeSet<>(tools),
                  new TreeSet<>(mcpUrls),
                  new TreeSet<>(features),
                  maxTokens),
              new TreeSet<>(reasons),
              new TreeMap<>(masked.countsByRule())),
          masked);
    }

    Asking with(Consumer<Asking> change) {
      change.accept(this);
      return this;
    }
  }

  static MaskResult mask(String text) {
    return Masker.of(MaskingPolicy.standard(), PlaceholderKey.of(new byte[32]))
        .maskText(text.getBytes(StandardCharsets.UTF_8));
  }
}
