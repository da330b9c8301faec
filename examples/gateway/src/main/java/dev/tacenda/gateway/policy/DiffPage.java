package dev.tacenda.gateway.policy;

import dev.tacenda.gateway.policy.DiffResult.Pair;
import dev.tacenda.gateway.shell.Printable;
import dev.tacenda.mask.PolicyDifference.Change;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Differences of policies as one HTML file for reviewers. It loads nothing and runs nothing: its
 * content security policy allows its own style, by hash, and no more.
 */
final class DiffPage {
  private static final String STYLE = "diff.css";

  private final StringBuilder html = new StringBuilder();
  private final DiffResult result;

  private DiffPage(DiffResult result) {
    this.result = result;
  }

  static byte[] of(DiffResult result) {
    DiffPage page = new DiffPage(result);
    page.write();
    return page.html.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void write() {
    String style = style();
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';")
        .append(" style-src 'sha256-")
        .append(sha256(style))
        .append("'; base-uri 'none'; form-action 'none'\">\n");
    html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.append("<meta name=\"color-scheme\" content=\"light dark\">\n");
    html.append("<title>Policy change</title>\n<style>").append(style).append("</style>\n");
    html.append("</head>\n<body>\n<main>\n");
    head();
    result.pairs().forEach(this::pair);
    if (result.scanned()) {
      masks();
    }
    html.append("</main>\n</body>\n</html>\n");
  }

  private void head() {
    html.append("<h1>Policy change</h1>\n<p class=\"names\"><code>");
    text(result.before());
    html.append("</code> <span aria-label=\"becomes\">&rarr;</span> <code>");
    text(result.after());
    html.append("</code></p>\n");
    String verdict =
        result.isEmpty()
            ? "Nothing changes."
            : result.mayWeaken()
                ? "May be weaker: something is lost, eased or altered."
                : "At least as strict: nothing is lost or eased.";
    html.append("<p class=\"verdict ").append(result.mayWeaken() ? "weaker" : "fine").append("\">");
    text(verdict);
    html.append("</p>\n");
  }

  private void pair(Pair pair) {
    html.append("<h2>");
    text(pair.name());
    html.append("</h2>\n");
    if (pair.changes().isEmpty()) {
      html.append("<p class=\"none\">No change.</p>\n");
      return;
    }
    html.append("<div class=\"scroll\"><table>\n<thead><tr><th>Change<th>What<th>Before<th>After");
    html.append("</thead>\n<tbody>\n");
    for (Change change : pair.changes()) {
      row(DiffReport.word(change), change.subject(), change.before(), change.after());
    }
    html.append("</tbody>\n</table></div>\n");
  }

  private void masks() {
    html.append("<h2>Masks in ");
    text(Printable.count(result.files(), "file"));
    html.append("</h2>\n<p>");
    text(DiffReport.counts(result));
    html.append("</p>\n");
    if (result.sessions() > 0) {
      html.append("<p class=\"note\">");
      String sessions = Printable.count(result.sessions(), "file");
      text("Recorded sessions (" + sessions + ") " + DiffResult.ABOUT_SESSIONS);
      html.append(".</p>\n");
    }
    if (!result.masks().isEmpty()) {
      html.append("<div class=\"scroll\"><table>\n<thead><tr><th>Change<th>Place<th>Bytes<th>Rule");
      html.append("<th>Policy<th>Before<th>After</thead>\n<tbody>\n");
      result.masks().forEach(this::mask);
      html.append("</tbody>\n</table></div>\n");
    }
  }

  private void mask(MaskChange mask) {
    String place = mask.path() + ":" + mask.start().line() + ":" + mask.start().column();
    row(
        mask.kind().word(),
        place,
        Integer.toString(mask.bytes()),
        mask.rule(),
        mask.policy(),
        mask.was(),
        mask.is());
  }

  private void row(String change, String... cells) {
    html.append("<tr><td><span class=\"tag ").append(change).append("\">").append(change);
    html.append("</span>");
    for (int i = 0; i < cells.length; i++) {
      html.append(i == 0 ? "<td class=\"what\">" : "<td>");
      text(cells[i]);
    }
    html.append("\n");
  }

  /** Nothing in a name or a path may end up as markup, or turn the text around. */
  private void text(String text) {
    String line = Printable.line(text);
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      switch (c) {
        case '&' -> html.append("&amp;");
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '"' -> html.append("&quot;");
        case '\'' -> html.append("&#39;");
        default -> html.append(c);
      }
    }
  }

  private static String style() {
    try (@Nullable InputStream in = DiffPage.class.getResourceAsStream(STYLE)) {
      if (in == null) {
        throw new FileNotFoundException(STYLE);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(String style) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return Base64.getEncoder()
          .encodeToString(digest.digest(style.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
