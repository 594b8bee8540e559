package io.tocsin.tool;

import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Results as the XML that build servers read: a suite for each file of tests. */
public final class JunitReport {
  private JunitReport() {}

  /** The report. */
  public static String of(List<TestResult> results) {
    Map<String, List<TestResult>> byFile =
        results.stream()
            .collect(
                Collectors.groupingBy(TestResult::path, LinkedHashMap::new, Collectors.toList()));
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("testsuites");
      for (Map.Entry<String, List<TestResult>> file : byFile.entrySet()) {
        writeSuite(file.getKey(), file.getValue(), xml);
      }
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("text in memory can be written", e);
    }
    return text.toString();
  }

  private static void writeSuite(String file, List<TestResult> results, XMLStreamWriter xml)
      throws XMLStreamException {
    long failed = results.stream().filter(result -> !result.passed()).count();
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", printable(file));
    xml.writeAttribute("tests", Integer.toString(results.size()));
    xml.writeAttribute("failures", Long.toString(failed));
    for (TestResult result : results) {
      xml.writeStartElement("testcase");
      xml.writeAttribute("classname", printable(file));
      xml.writeAttribute("name", printable(result.name()));
      if (!result.passed()) {
        xml.writeStartElement("failure");
        xml.writeAttribute("message", "line " + result.line());
        xml.writeCharacters(printable(String.join("\n", result.failures())));
        xml.writeEndElement();
      }
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  /** XML has no place for most control characters, and a value of a log may hold any. */
  private static String printable(String text) {
    return text.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]|[\\uD800-\\uDFFF\\uFFFE\\uFFFF]", "\uFFFD");
  }
}
