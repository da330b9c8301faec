package dev.tacenda.gateway.approvals;

import dev.tacenda.mask.TrustedCode;
import java.nio.charset.StandardCharsets;

/** A page in the making: our own markup, and the text of others, which never becomes markup. */
@TrustedCode("Text of others reaches a page only through text() and content().")
final class Html {
  private final StringBuilder out = new StringBuilder();

  /** Adds markup, which is written here in the code. */
  Html raw(String markup) {
    out.append(markup);
    return this;
  }

  /** Adds a line of text; odd characters are named and marked. */
  Html text(String line) {
    ShownText.showLine(line, new Escaping());
    return this;
  }

  /** Adds lines of content; likewise. */
  Html content(byte[] bytes) {
    ShownText.show(bytes, new Escaping());
    return this;
  }

  byte[] bytes() {
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Writes characters so that none of them is markup, in text or between quotes. */
  private final class Escaping implements ShownText.Target {
    @Override
    public void plain(int c) {
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.appendCodePoint(c);
      }
    }

    @Override
    public void named(String name) {
      out.append("<mark>").append(name).append("</mark>");
    }
  }
}
