package io.tocsin.yaml;

import io.tocsin.diagnostic.Code;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Fragment;
import io.tocsin.diagnostic.SourceText;
import io.tocsin.diagnostic.Span;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads YAML files, hostile ones too: what cannot be read is said, never thrown. */
public final class YamlReader {
  /** The largest file that is read, in bytes. */
  public static final int LARGEST_FILE = 8 << 20;

  private YamlReader() {}

  /**
   * The text of a file.
   *
   * @return null if it is no UTF-8 or too large, which is then reported
   */
  public static @Nullable String decode(String path, byte[] bytes, Diagnostics diagnostics) {
    if (bytes.length > LARGEST_FILE) {
      tooLarge(path, diagnostics);
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(in).toString();
    } catch (CharacterCodingException e) {
      String before = new String(bytes, 0, in.position(), StandardCharsets.UTF_8);
      Fragment text = Fragment.of(path, before);
      Span place = new Span(before.length(), before.length());
      String message = "not UTF-8: byte 0x%02x".formatted(bytes[in.position()] & 0xFF);
      diagnostics.error(Code.YAML_ENCODING, text, place, message, "save the file as UTF-8");
      return null;
    }
  }

  /**
   * The value that a file holds.
   *
   * @return null if the file is empty, or cannot be read, which is then reported
   */
  public static @Nullable YamlNode read(String path, String text, Diagnostics diagnostics) {
    if (text.length() > LARGEST_FILE) {
      tooLarge(path, diagnostics);
      return null;
    }
    boolean marked = text.startsWith("\uFEFF");
    SourceText source = new SourceText(path, marked ? text.substring(1) : text);
    FileOffsets offsets = new FileOffsets(source.text());
    // The reader copies what is left of its buffer whenever it fills it: long runs would be
    // quadratic.
    int buffer = Math.max(1024, source.text().length() + 1);
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(path)
            .setCodePointLimit(LARGEST_FILE + 1)
            .setBufferSize(buffer)
            .build();
    try {
      var events = new Parse(settings).parseString(source.text()).iterator();
      return new NodeComposer(source, offsets, events, diagnostics).document();
    } catch (MarkedYamlEngineException e) {
      int at = e.getProblemMark().map(mark -> offsets.utf16(mark.getIndex())).orElse(0);
      syntaxError(source, at, problem(e), diagnostics);
    } catch (ReaderException e) {
      String message = "character U+%04X is not allowed".formatted(e.getCodePoint());
      syntaxError(source, offsets.utf16(e.getPosition()), message, diagnostics);
    } catch (YamlEngineException e) {
      String message = e.getMessage() == null ? "not YAML" : e.getMessage();
      syntaxError(source, 0, message, diagnostics);
    }
    return null;
  }

  private static String problem(MarkedYamlEngineException e) {
    String problem = e.getProblem().lines().findFirst().orElse("not YAML");
    if (problem.startsWith("found character '\\t")) {
      return "a tab, which YAML does not allow as indentation";
    }
    String context = e.getContext() == null ? "" : e.getContext() + ": ";
    return (context + problem).replaceAll("\\.$", "");
  }

  private static void syntaxError(
      SourceText source, int at, String message, Diagnostics diagnostics) {
    Fragment file = Fragment.verbatim(source, Span.all(source.text()));
    String hint = null;
    if (message.contains("mapping values are not allowed here")) {
      message = "a second ':' in a value without quotes";
      hint = "quote the value: " + quoted(source, at);
    }
    diagnostics.error(Code.YAML_SYNTAX, file, new Span(at, at), message, hint);
  }

  /** The value that a colon cut, as it ought to be written. */
  private static String quoted(SourceText source, int at) {
    Span line = source.lineAt(at);
    String text = source.text().substring(line.start(), line.end());
    int colon = text.indexOf(": ");
    String value = text.substring(colon < 0 ? 0 : colon + 2).strip();
    return "'" + value.replace("'", "''") + "'";
  }

  private static void tooLarge(String path, Diagnostics diagnostics) {
    Fragment nothing = Fragment.of(path, "");
    String message = "larger than %d MiB".formatted(LARGEST_FILE >> 20);
    diagnostics.error(
        Code.YAML_TOO_LARGE, nothing, nothing.span(), message, "split it into several files");
  }
}
