package dev.tacenda.gateway.policy;

import dev.tacenda.claude.gate.policy.PolicyTestResult;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Results of tests in the XML form that CI systems read. */
final class JUnitReport {
  private static final String SUITE = "tacenda policy test";

  private JUnitReport() {}

  static byte[] of(List<PolicyTestResult> results) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      XMLStreamWriter xml =
          XMLOutputFactory.newFactory().createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
      xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("testsuites");
      suite(xml, results);
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("an array takes all that is written", e);
    }
    return out.toByteArray();
  }

  private static void suite(XMLStreamWriter xml, List<PolicyTestResult> results)
      throws XMLStreamException {
    long failures = results.stream().filter(result -> !result.passed()).count();
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", SUITE);
    xml.writeAttribute("tests", Integer.toString(results.size()));
    xml.writeAttribute("failures", Long.toString(failures));
    xml.writeAttribute("errors", "0");
    xml.writeAttribute("skipped", "0");
    xml.writeAttribute("time", "0");
    for (PolicyTestResult result : results) {
      test(xml, result);
    }
    xml.writeCharacters("\n");
    xml.writeEndElement();
  }

  private static void test(XMLStreamWriter xml, PolicyTestResult result) throws XMLStreamException {
    xml.writeCharacters("\n  ");
    xml.writeStartElement("testcase");
    xml.writeAttribute("name", allowed(result.name()));
    String about = result.policy().isEmpty() ? "selection" : result.policy();
    xml.writeAttribute("classname", "policy." + about);
    xml.writeAttribute("time", "0");
    if (!result.passed()) {
      xml.writeStartElement("failure");
      xml.writeAttribute("message", allowed(String.join("; ", result.problems())));
      xml.writeAttribute("type", "policy");
      xml.writeCharacters(allowed(result.toString()));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  /** XML has no way to write some characters. */
  private static String allowed(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> out.appendCodePoint(isAllowed(c) ? c : '?'));
    return out.toString();
  }

  private static boolean isAllowed(int c) {
    return c >= ' ' && c <= 0xd7ff || c >= 0xe000 && c <= 0xfffd || c >= 0x10000;
  }
}
