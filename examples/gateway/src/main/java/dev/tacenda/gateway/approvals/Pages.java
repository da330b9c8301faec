package dev.tacenda.gateway.approvals;

import dev.tacenda.claude.gate.ApprovalTerms;
import dev.tacenda.claude.gate.approval.ApprovalNote;
import dev.tacenda.claude.gate.approval.ApprovalQuestion;
import java.util.Arrays;
import java.util.List;

/** The pages: a list of questions, one question, and a message. No scripts. Immutable. */
final class Pages {
  /** So much of the content is on one page. */
  static final int PART_BYTES = 64 * 1024;

  private static final int ID_SHOWN = 16;

  private final String root;
  private final String decider;

  /**
   * Creates pages.
   *
   * @param root path before all links, with a slash at both ends
   * @param decider in whose name decisions are signed
   */
  Pages(String root, String decider) {
    this.root = root;
    this.decider = decider;
  }

  private Html begin(String title) {
    return new Html()
        .raw("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
        .text(title)
        .raw("</title><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
        .raw("<link rel=\"stylesheet\" href=\"" + root + "style.css\"></head><body>")
        .raw("<a class=\"skip\" href=\"#main\">To the content</a><header><h1><a href=\"" + root)
        .raw("\">Approvals</a></h1><p>You decide as <code>")
        .text(decider)
        .raw("</code></p></header><main id=\"main\">");
  }

  private static byte[] end(Html page) {
    return page.raw("</main></body></html>\n").bytes();
  }

  byte[] message(String text) {
    return end(
        begin("Approvals")
            .raw("<div class=\"card\"><p>")
            .text(text)
            .raw("</p><p><a href=\"" + root + "\">All questions</a></p></div>"));
  }

  byte[] list(List<List<QuestionState>> open, List<List<QuestionState>> decided) {
    Html page = begin("Approvals");
    page.raw("<section class=\"card\"><h2>Waiting</h2>");
    table(page, open, "Nothing waits for a decision.");
    page.raw("</section><section class=\"card\"><h2>Decided</h2>");
    table(page, decided, "Nothing was decided yet.");
    return end(page.raw("</section>"));
  }

  private void table(Html page, List<List<QuestionState>> groups, String otherwise) {
    if (groups.isEmpty()) {
      page.raw("<p class=\"note\">" + otherwise + "</p>");
      return;
    }
    page.raw(
            "<table><thead><tr><th>Question</th><th>Because of</th><th"
                + " class=\"wide\">Requester</th>")
        .raw("<th class=\"wide\">Policy</th><th class=\"wide\">Created</th><th>State</th></tr>")
        .raw("</thead><tbody>");
    for (List<QuestionState> group : groups) {
      for (int i = 0; i < group.size(); i++) {
        row(page, group.get(i), i > 0);
      }
    }
    page.raw("</tbody></table>");
  }

  private void row(Html page, QuestionState each, boolean alike) {
    ApprovalQuestion question = each.question();
    ApprovalTerms terms = question.terms();
    String what = terms.tool().isEmpty() ? terms.endpoint() : "call of " + terms.tool();
    page.raw(alike ? "<tr class=\"alike\">" : "<tr>")
        .raw("<td><a href=\"" + link(question) + "\">")
        .text(what)
        .raw("</a><br><code>" + question.id().substring(0, ID_SHOWN) + "</code>")
        .raw(alike ? " alike" : "")
        .raw("</td><td>")
        .text(String.join(", ", terms.askedFor()))
        .raw("</td><td class=\"wide\">")
        .text(question.asked().requester())
        .raw("</td><td class=\"wide\">")
        .text(terms.policy().name())
        .raw("</td><td class=\"wide\">")
        .text(question.asked().created().toString())
        .raw("</td><td class=\"state\">")
        .text(each.word() + (each.isBreakGlass() ? ", past the rules" : ""))
        .raw("</td></tr>");
  }

  private String link(ApprovalQuestion question) {
    return root + "questions/" + question.id();
  }

  byte[] question(QuestionState state, int from) {
    ApprovalQuestion question = state.question();
    Html page = begin("Approval " + question.id().substring(0, ID_SHOWN));
    page.raw("<section class=\"card\"><h2>What is asked</h2><table><tbody>");
    fact(page, "state", state.word());
    Facts.of(question).forEach((name, fact) -> fact(page, name, fact));
    page.raw("</tbody></table></section>");
    content(page, question, from);
    notes(page, state.notes());
    form(page, state);
    return end(page);
  }

  private static void fact(Html page, String name, String fact) {
    page.raw("<tr><th scope=\"row\">").text(name).raw("</th><td>").text(fact).raw("</td></tr>");
  }

  private void content(Html page, ApprovalQuestion question, int from) {
    byte[] masked = question.masked();
    int to = Math.min(masked.length, from + PART_BYTES);
    page.raw("<section class=\"card\"><h2 id=\"content\">What would be sent, masked</h2>")
        .raw("<p class=\"note\">Exactly these bytes. Characters that are not seen or turn text")
        .raw(" around are named, like <mark>U+202E</mark>.</p>");
    if (masked.length > PART_BYTES) {
      parts(page, question, from, to);
    }
    page.raw("<pre tabindex=\"0\" role=\"region\" aria-labelledby=\"content\">")
        .content(Arrays.copyOfRange(masked, from, to))
        .raw("</pre></section>");
  }

  private void parts(Html page, ApprovalQuestion question, int from, int to) {
    int length = question.masked().length;
    page.raw("<p class=\"warn\">Bytes " + from + " to " + to + " of " + length)
        .raw(" are shown. The digest is of all of them: <code>" + question.digest() + "</code></p>")
        .raw("<nav class=\"parts\" aria-label=\"Parts\">");
    if (from > 0) {
      part(page, question, Math.max(0, from - PART_BYTES), "Bytes before");
    }
    if (to < length) {
      part(page, question, to, "Bytes after");
    }
    page.raw("</nav>");
  }

  private void part(Html page, ApprovalQuestion question, int from, String name) {
    page.raw("<a href=\"" + link(question) + "?from=" + from + "#content\">" + name + "</a>");
  }

  private static void notes(Html page, List<ApprovalNote> notes) {
    if (notes.isEmpty()) {
      return;
    }
    page.raw("<section class=\"card\"><h2>Decisions</h2><ul>");
    for (ApprovalNote note : notes) {
      page.raw("<li>").text(ShowCommand.said(note)).raw("</li>");
    }
    page.raw(
        "</ul><p class=\"note\">The job that asks checks whose signatures count.</p></section>");
  }

  private void form(Html page, QuestionState state) {
    page.raw("<section class=\"card\"><h2>Decide</h2><form method=\"post\" action=\"")
        // Enter in a field presses the first button: this one, which does nothing.
        .raw(link(state.question()) + "\"><button disabled hidden></button><label>Reason")
        .raw("<input name=\"reason\" required maxlength=\"500\" autocomplete=\"off\"></label>")
        .raw("<label>Ticket, if there is one")
        .raw("<input name=\"ticket\" maxlength=\"200\" autocomplete=\"off\"></label>");
    scopes(page, state.question());
    page.raw("<div class=\"buttons\"><button class=\"yes\" name=\"verdict\" value=\"approve\">")
        .raw("Approve</button><button class=\"no\" name=\"verdict\" value=\"reject\">Deny</button>")
        .raw("</div></form></section>");
  }

  private static void scopes(Html page, ApprovalQuestion question) {
    page.raw("<label>What an approval lets go<select name=\"scope\">");
    if (question.scope().isEnvelope()) {
      page.raw("<option value=\"asked\">the conversation, as it is asked for</option>");
    }
    page.raw("<option value=\"once\">this request, once, within an hour</option>")
        .raw("<option value=\"thrice\">this request, up to three times, within an hour</option>")
        .raw("</select></label>");
  }
}
