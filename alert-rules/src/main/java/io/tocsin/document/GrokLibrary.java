package io.tocsin.document;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The patterns that grok knows by name, in {@code grok-patterns.txt} beside this class. */
final class GrokLibrary {
  private static final String FILE = "grok-patterns.txt";

  /** Expressions by name. */
  static final Map<String, String> PATTERNS = read();

  private GrokLibrary() {}

  private static Map<String, String> read() {
    Map<String, String> patterns = new LinkedHashMap<>();
    try (InputStream file = GrokLibrary.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException(FILE + " is missing from the jar");
      }
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int space = line.indexOf(' ');
        if (space > 0 && line.charAt(0) != '#') {
          patterns.put(line.substring(0, space), line.substring(space + 1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.copyOf(patterns);
  }
}
