package dev.tacenda.claude.gate.approval;

import dev.tacenda.claude.gate.Caller;
import dev.tacenda.mask.TrustedCode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which ids are the same person: the actor id of a CI, the subject of an identity provider, the
 * name of a signing key. Written down by hand, because nothing in a token says it. An id that is
 * not listed belongs to nobody. Immutable.
 *
 * <pre>{@code
 * HumanIds people =
 *     HumanIds.builder()
 *         .human("ada", "key:ada.example", "github:583231")
 *         .human("bob", "key:bob.example", "github:583232")
 *         .bot("github:41898282")
 *         .requester("https://token.actions.githubusercontent.com", "actor_id", "github")
 *         .build();
 * }</pre>
 */
@TrustedCode("Two ids of one person count as one, and nobody approves what they asked for.")
public final class HumanIds {
  private static final int MAX_ID = 512;
  private static final int MAX_NAME = 128;

  private final Map<String, String> humanById;
  private final Set<String> bots;
  private final Map<String, Source> sources;

  /**
   * Where the id behind a token stands.
   *
   * @param claim its name
   * @param namespace what stands before the value, with a colon between
   */
  private record Source(String claim, String namespace) {}

  /**
   * Who stands behind something: a person, or a robot that is known as one.
   *
   * @param name the person's name here, or the robot's id
   * @param isHuman false for a robot
   */
  record Somebody(String name, boolean isHuman) {}

  private HumanIds(Builder builder) {
    this.humanById = Map.copyOf(builder.humanById);
    this.bots = Set.copyOf(builder.bots);
    this.sources = Map.copyOf(builder.sources);
  }

  /** Starts a list of people. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the names of all people. */
  Set<String> humans() {
    return new TreeSet<>(humanById.values());
  }

  /** Returns who has that id; empty if nothing says so. */
  Optional<Somebody> of(String id) {
    if (bots.contains(id)) {
      return Optional.of(new Somebody(id, false));
    }
    return Optional.ofNullable(humanById.get(id)).map(name -> new Somebody(name, true));
  }

  /** Returns who has that key. */
  Optional<Somebody> ofKey(String keyName) {
    return of("key:" + keyName);
  }

  /**
   * Returns who stands behind a caller: by the claim that its issuer uses for that, or by {@code
   * issuer|subject}. Empty if nothing says so, as for a caller that nobody vouches for.
   */
  Optional<Somebody> of(Caller caller) {
    if (caller.isAnonymous()) {
      return Optional.empty();
    }
    @Nullable Source source = sources.get(caller.issuer());
    if (source == null) {
      // The bar could stand in both, and then two callers would have one id.
      return caller.issuer().indexOf('|') >= 0
          ? Optional.empty()
          : of(caller.issuer() + "|" + caller.subject());
    }
    List<String> values = caller.claims().values(source.claim());
    return values.size() == 1 ? of(source.namespace() + ":" + values.get(0)) : Optional.empty();
  }

  /** Returns how many people and robots there are. */
  @Override
  public String toString() {
    return "HumanIds[" + humans().size() + " people, " + bots.size() + " bots]";
  }

  /** Collects people. Confined to one thread. */
  public static final class Builder {
    private final Map<String, String> humanById = new HashMap<>();
    private final Set<String> bots = new TreeSet<>();
    private final Map<String, Source> sources = new LinkedHashMap<>();

    private Builder() {}

    /**
     * Adds a person, or more ids of one.
     *
     * @param name the person's name in rules and records
     * @param ids as {@code namespace:value}; {@code key:NAME} is a signing key, {@code
     *     issuer|subject} a caller
     * @throws IllegalArgumentException if one is not 1 to 512 visible ASCII characters without a
     *     comma, or is somebody else's
     */
    public Builder human(String name, String... ids) {
      requireId(name);
      if (name.length() > MAX_NAME) {
        throw new IllegalArgumentException("a name must have 1.." + MAX_NAME + " characters");
      }
      for (String id : ids) {
        requireFree(id);
        humanById.put(id, name);
      }
      return this;
    }

    /** Adds ids of robots: they may ask, and never approve. */
    public Builder bot(String... ids) {
      for (String id : ids) {
        requireFree(id);
        bots.add(id);
      }
      return this;
    }

    /**
     * Says which claim of an issuer's tokens names the person behind a job.
     *
     * @param namespace what stands before the claim's value in the ids, for example {@code github}
     */
    public Builder requester(String issuer, String claim, String namespace) {
      requireId(namespace);
      if (sources.putIfAbsent(issuer, new Source(claim, namespace)) != null) {
        throw new IllegalArgumentException("an issuer must be listed once: " + issuer);
      }
      return this;
    }

    private void requireFree(String id) {
      requireId(id);
      if (humanById.containsKey(id) || bots.contains(id)) {
        throw new IllegalArgumentException("an id must be listed once: " + id);
      }
    }

    private static void requireId(String id) {
      Objects.requireNonNull(id, "id");
      boolean fit = id.chars().allMatch(c -> c > ' ' && c < 0x7f && c != ',');
      if (id.isEmpty() || id.length() > MAX_ID || !fit) {
        throw new IllegalArgumentException(
            "an id must have 1.." + MAX_ID + " visible ASCII characters without a comma");
      }
    }

    /** Returns the list. */
    public HumanIds build() {
      return new HumanIds(this);
    }
  }
}
