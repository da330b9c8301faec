package dev.tacenda.mask.internal.structure;

import dev.tacenda.mask.internal.LineDetector;
import dev.tacenda.mask.internal.LineMeasure;
import dev.tacenda.mask.internal.LineNeeds;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The detectors of this package, by the names that rule files call them with. */
public final class StructuralDetectors {
  private static final List<String> NAMES =
      List.of(
          "url-password",
          "url-token",
          "query-password",
          "query-token",
          "connection-password",
          "connection-key",
          "basic-credentials",
          "bearer-token",
          "authorization-header",
          "key-header",
          "session-cookie",
          "command-password",
          "argument-password",
          "piped-password",
          "option-password",
          "option-token",
          "call-password",
          "compared-password",
          "fallback-password",
          "named-element",
          "note-password",
          "sql-password",
          "sql-insert",
          "password-hash",
          "pgpass",
          "npmrc",
          "web-token",
          "web-key",
          "encoded-key");

  private StructuralDetectors() {}

  /** Returns the names; {@code RULES.md} says what each detector finds. */
  public static List<String> names() {
    return NAMES;
  }

  /** Makes the detector with one of the names, or returns null. */
  public static @Nullable LineDetector named(String name) {
    return switch (name) {
      case "url-password" -> userinfo(Part.PASSWORD);
      case "url-token" -> userinfo(Part.TOKEN);
      case "query-password" -> detector(UrlParameters::read, Part.PASSWORD);
      case "query-token" -> detector(UrlParameters::read, Part.TOKEN);
      case "connection-password" -> detector(ConnectionStrings::read, Part.PASSWORD);
      case "connection-key" -> detector(ConnectionStrings::read, Part.KEY);
      case "basic-credentials" -> detector(HttpCredentials::readBasic, Part.PASSWORD);
      case "bearer-token" -> detector(HttpCredentials::readBearer, Part.TOKEN);
      case "authorization-header" -> detector(HttpHeaders::readAuthorization, Part.TOKEN);
      case "key-header" -> detector(HttpHeaders::readKeys, Part.TOKEN);
      case "session-cookie" -> detector(SessionCookies::read, Part.TOKEN);
      case "command-password" -> detector(CommandPasswords::read, Part.PASSWORD);
      case "argument-password" -> detector(ArgumentPasswords::read, Part.PASSWORD);
      case "piped-password" -> detector(PipedPasswords::read, Part.PASSWORD);
      case "option-password" -> detector(CommandOptions::read, Part.PASSWORD);
      case "option-token" -> detector(CommandOptions::read, Part.TOKEN);
      case "call-password" -> detector(CallPasswords::read, Part.PASSWORD);
      case "compared-password" -> literal(ComparedPasswords::read);
      case "fallback-password" -> literal(FallbackPasswords::read);
      case "named-element" -> detector(NamedElements::read, Part.PASSWORD);
      case "note-password" -> detector(NotePasswords::read, Part.PASSWORD);
      case "sql-password" -> detector(SqlPasswords::read, Part.PASSWORD);
      case "sql-insert" -> detector(SqlInserts::read, Part.PASSWORD);
      case "password-hash" -> detector(PasswordHashes::read, Part.HASH);
      case "pgpass" -> detector(CredentialFiles::readPgpass, Part.PASSWORD);
      case "npmrc" -> detector(CredentialFiles::readNpmrc, Part.TOKEN);
      case "web-token" -> detector(WebTokens::read, Part.TOKEN);
      case "web-key" -> detector(JsonWebKeys::read, Part.KEY);
      case "encoded-key" -> detector(EncodedKeys::read, Part.KEY);
      default -> null;
    };
  }

  /** Reads passwords that are literals of a program. */
  private static LineDetector literal(LineLexer lexer) {
    return new StructuralDetector(lexer, Part.PASSWORD, LineNeeds.of(LineMeasure.QUOTES, 2));
  }

  private static LineDetector userinfo(Part part) {
    return new StructuralDetector(UrlUserinfo::read, part, LineNeeds.NONE, UrlUserinfo::mayEndAt);
  }

  private static LineDetector detector(LineLexer lexer, Part part) {
    return new StructuralDetector(lexer, part, LineNeeds.NONE, (text, from, at) -> true);
  }
}
