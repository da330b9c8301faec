package dev.tacenda.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.claude.SdkTypes.Operation;
import dev.tacenda.claude.SdkTypes.Place;
import dev.tacenda.mask.FieldClass;
import dev.tacenda.mask.JsonLocation;
import dev.tacenda.mask.KnownSecrets;
import dev.tacenda.mask.Masker;
import dev.tacenda.mask.MaskingException;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;
import dev.tacenda.mask.ScanScope;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Plants a secret in every string that the types of the official SDK have. It is masked, or the
 * request is refused, or the string is on the list of those that are left alone, which people read:
 * {@code left-alone.txt}.
 */
class EveryStringTest {
  private static final String SECRET = Planted.GITHUB_TOKEN;

  private static final Masker MASKER =
      Masker.builder(MaskingPolicy.standard(), PlaceholderKey.of(new byte[32]))
          .knownSecrets(KnownSecrets.builder().add("planted", SECRET).build())
          .build();

  /** Which objects of the field maps are at the roots of what a service sends and gets. */
  private static final Map<String, String> ROOTS =
      Map.ofEntries(
          Map.entry("MessageService", "request -> response"),
          Map.entry("messages.BatchService", "request -> response"),
          Map.entry("beta.MessageService", "request -> response"),
          Map.entry("beta.messages.BatchService", "request -> response"),
          Map.entry("ModelService", "request -> response"),
          Map.entry("beta.ModelService", "request -> response"),
          Map.entry("FileService", "file_metadata -> file_metadata"),
          Map.entry("beta.FileService", "file_metadata -> file_metadata"),
          Map.entry("SkillService", "managed -> managed"),
          Map.entry("skills.VersionService", "managed -> managed"),
          Map.entry("beta.SkillService", "managed -> managed"),
          Map.entry("beta.skills.VersionService", "managed -> managed"),
          Map.entry("beta.AgentService", "managed -> managed"),
          Map.entry("beta.agents.VersionService", "managed -> managed"),
          Map.entry("beta.SessionService", "managed -> managed"),
          Map.entry("beta.sessions.EventService", "event -> event"),
          Map.entry("beta.sessions.ResourceService", "managed_resource -> managed_resource"),
          Map.entry("beta.sessions.ThreadService", "managed -> managed"),
          Map.entry("beta.sessions.threads.EventService", "event -> event"),
          Map.entry("beta.DeploymentService", "managed -> managed"),
          Map.entry("beta.DeploymentRunService", "managed -> managed"),
          Map.entry("beta.DreamService", "managed -> managed"),
          Map.entry("beta.EnvironmentService", "managed -> managed"),
          Map.entry("beta.environments.WorkService", "work -> work"),
          Map.entry("beta.MemoryStoreService", "memory -> memory"),
          Map.entry("beta.memorystores.MemoryService", "memory -> memory"),
          Map.entry("beta.memorystores.MemoryVersionService", "memory -> memory"),
          Map.entry("beta.VaultService", "vault -> vault"),
          Map.entry("beta.vaults.CredentialService", "vault -> vault"),
          Map.entry("beta.TunnelService", "tunnel -> tunnel"),
          Map.entry("beta.tunnels.CertificateService", "tunnel -> tunnel"),
          Map.entry("UserProfileService", "user_profile -> user_profile"),
          Map.entry("userprofiles.ActionUrlService", "action -> bearer_link"),
          Map.entry("beta.UserProfileService", "user_profile -> user_profile"),
          Map.entry("beta.userprofiles.ActionUrlService", "action -> bearer_link"));

  /** Answers of a service that have another root than the others. */
  private static final Map<String, String> OTHER_ROOTS =
      Map.of("BetaUserProfileEnrollmentUrl", "bearer_link");

  private final Map<String, Set<String>> leftAlone = new TreeMap<>();
  private final Set<String> unlisted = new TreeSet<>();
  private int masked;
  private int refused;
  private int listed;

  @Test
  void isMaskedOrRefusedOrListed() throws IOException {
    for (Operation operation : SdkTypes.operations()) {
      String[] roots = ROOTS.getOrDefault(operation.service(), "").split(" -> ", -1);
      assertThat(roots).as(operation.service()).hasSize(2);
      operation.request().ifPresent(type -> plant("> " + roots[0], type));
      operation.answer().ifPresent(type -> plant("< " + root(type, roots[1]), type));
    }
    assertThat(unlisted).as("strings of the API that no field map lists").isEmpty();
    assertThat(masked).isGreaterThan(1_000);
    assertThat(refused).isGreaterThan(1_000);
    System.out.printf(
        "strings of the API: %d masked, %d left alone for a reason, in %d of these a secret"
            + " refuses the request%n",
        masked, listed, refused);
    Files.writeString(Path.of("target", "left-alone.txt"), lines());
    assertThat(lines()).as("target/left-alone.txt").isEqualTo(expected());
  }

  private static String root(Class<?> type, String usual) {
    return OTHER_ROOTS.getOrDefault(type.getSimpleName(), usual);
  }

  private void plant(String head, Class<?> type) {
    String root = head.substring(2);
    for (Place place : SdkTypes.places(type)) {
      ScanScope scope = head.startsWith("<") ? new ResponseFields(root) : new RequestFields(root);
      String json = place.with(SECRET);
      FieldMap.Field row = rowOf(root, place, json);
      if (row.strings() == FieldClass.UNKNOWN && !place.path().contains("*")) {
        unlisted.add(root + ": " + shown(place.path(), row.strings()));
      }
      if (isMasked(json, scope)) {
        continue;
      }
      assertThat(row.why()).as("%s %s in %s", head, place.path(), json).isNotEmpty();
      leftAlone
          .computeIfAbsent(row.strings() + ", " + row.why(), key -> new TreeSet<>())
          .add(shown(place.path(), row.strings()));
      listed++;
    }
  }

  /** Returns the field and the type that it belongs to; of what the server holds, the block. */
  private static String shown(String path, FieldClass fieldClass) {
    if (fieldClass == FieldClass.SERVER) {
      return path.replaceFirst(
          "^.*?(?:content\\[]|delta|content_block)\\(([a-z_0-9]+)\\).*$", "$1");
    }
    int type = path.lastIndexOf('(');
    return path.substring(Math.max(type, 0)).replaceFirst("^\\((.*?)\\)", "$1");
  }

  private boolean isMasked(String json, ScanScope scope) {
    try {
      String out = MASKER.maskJson(json.getBytes(StandardCharsets.UTF_8), scope).text();
      masked += out.contains(SECRET) ? 0 : 1;
      return !out.contains(SECRET);
    } catch (MaskingException e) {
      assertThat(e.reason()).isEqualTo(MaskingException.Reason.SECRET_IN_FIXED_FIELD);
      refused++;
      return false;
    }
  }

  /** Returns the row for the string that holds the secret, which is the deepest of its name. */
  private static FieldMap.Field rowOf(String root, Place place, String json) {
    FieldMap.Field[] row = new FieldMap.Field[1];
    int[] deepest = {-1};
    boolean isKey = place.path().endsWith("#key");
    String name = place.path().substring(place.path().lastIndexOf('.') + 1).replace("[]", "");
    ScanScope recorder =
        location -> {
          boolean named = name.startsWith("*") || name.equals(lastKey(location));
          if (location.isKey() == isKey && named && location.depth() > deepest[0]) {
            deepest[0] = location.depth();
            row[0] = FieldMap.api().at(root, location);
          }
          return FieldClass.SERVER;
        };
    MASKER.maskJson(json.getBytes(StandardCharsets.UTF_8), recorder);
    return Objects.requireNonNull(row[0], place.path());
  }

  private static String lastKey(JsonLocation location) {
    int step = location.depth() - 1;
    while (step > 0 && location.index(step) >= 0) {
      step--;
    }
    return location.key(step);
  }

  private String lines() {
    return leftAlone.entrySet().stream()
        .map(each -> each.getKey() + "\n  " + String.join("\n  ", each.getValue()) + "\n")
        .collect(Collectors.joining());
  }

  private static String expected() throws IOException {
    try (InputStream in = EveryStringTest.class.getResourceAsStream("left-alone.txt")) {
      return Optional.ofNullable(in).isPresent()
          ? new String(in.readAllBytes(), StandardCharsets.UTF_8)
          : "";
    }
  }
}
