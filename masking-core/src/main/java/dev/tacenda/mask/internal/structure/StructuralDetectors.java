package dev.tacenda.mask.internal.structure;

import dev.tacenda.mask.internal.LineDetector;
import dev.tacenda.mask.internal.LineNeeds;
import java.util.HashMap;
import java.util.Map;

/** The detectors of this package, by the names that rule files call them with. */
public final class StructuralDetectors {
  private StructuralDetectors() {}

  /** Returns the detectors by name; {@code RULES.md} says what each of them finds. */
  public static Map<String, LineDetector> byName() {
    Map<String, LineDetector> all = new HashMap<>();
    all.put("url-password", userinfo(Part.PASSWORD));
    all.put("url-token", userinfo(Part.TOKEN));
    add(all, "query-password", UrlParameters::read, Part.PASSWORD);
    add(all, "query-token", UrlParameters::read, Part.TOKEN);
    add(all, "connection-password", ConnectionStrings::read, Part.PASSWORD);
    add(all, "connection-key", ConnectionStrings::read, Part.KEY);
    add(all, "basic-credentials", HttpCredentials::readBasic, Part.PASSWORD);
    add(all, "bearer-token", HttpCredentials::readBearer, Part.TOKEN);
    add(all, "authorization-header", HttpHeaders::readAuthorization, Part.TOKEN);
    add(all, "key-header", HttpHeaders::readKeys, Part.TOKEN);
    add(all, "session-cookie", SessionCookies::read, Part.TOKEN);
    add(all, "command-password", CommandPasswords::read, Part.PASSWORD);
    add(all, "argument-password", ArgumentPasswords::read, Part.PASSWORD);
    add(all, "piped-password", PipedPasswords::read, Part.PASSWORD);
    add(all, "option-password", CommandOptions::read, Part.PASSWORD);
    add(all, "option-token", CommandOptions::read, Part.TOKEN);
    add(all, "call-password", CallPasswords::read, Part.PASSWORD);
    all.put("compared-password", literal(ComparedPasswords::read));
    all.put("fallback-password", literal(FallbackPasswords::read));
    add(all, "named-element", NamedElements::read, Part.PASSWORD);
    add(all, "note-password", NotePasswords::read, Part.PASSWORD);
    add(all, "sql-password", SqlPasswords::read, Part.PASSWORD);
    add(all, "sql-insert", SqlInserts::read, Part.PASSWORD);
    add(all, "password-hash", PasswordHashes::read, Part.HASH);
    add(all, "pgpass", CredentialFiles::readPgpass, Part.PASSWORD);
    add(all, "npmrc", CredentialFiles::readNpmrc, Part.TOKEN);
    add(all, "web-token", WebTokens::read, Part.TOKEN);
    add(all, "web-key", JsonWebKeys::read, Part.KEY);
    add(all, "encoded-key", EncodedKeys::read, Part.KEY);
    return Map.copyOf(all);
  }

  /** Reads passwords that are literals of a program. */
  private static LineDetector literal(LineLexer lexer) {
    return new StructuralDetector(lexer, Part.PASSWORD, LineNeeds.quotes(2));
  }

  private static LineDetector userinfo(Part part) {
    return new StructuralDetector(UrlUserinfo::read, part, LineNeeds.NONE, UrlUserinfo::mayEndAt);
  }

  private static void add(Map<String, LineDetector> all, String name, LineLexer lexer, Part part) {
    all.put(name, new StructuralDetector(lexer, part, LineNeeds.quotes(0)));
  }
}
