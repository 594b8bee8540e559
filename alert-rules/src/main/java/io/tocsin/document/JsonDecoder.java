package io.tocsin.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one JSON object into a branch. */
final class JsonDecoder implements Decoder {
  /** Objects, arrays and dots that may stand within each other. */
  static final int MAX_DEPTH = 100;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          // Logs name their fields as they like; a table of all names ever seen would only grow.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  @Override
  public List<Branch> decode(byte[] record, ReadStats stats) throws NotALog {
    return List.of(object(Utf8Text.decode(record, stats), stats));
  }

  /**
   * The object that this text is.
   *
   * @throws NotALog if it is anything else
   */
  static Branch object(String text, ReadStats stats) throws NotALog {
    if (text.isBlank()) {
      throw new NotALog("empty", "the record is empty");
    }
    try (JsonParser json = JSON.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new NotALog("not-an-object", "the record is JSON, but not an object");
      }
      Branch log = object(json, 1, stats);
      if (json.nextToken() != null) {
        throw new NotALog("not-json", "there is more behind the JSON object");
      }
      return log;
    } catch (com.fasterxml.jackson.core.exc.StreamConstraintsException e) {
      throw tooDeep();
    } catch (IOException e) {
      throw new NotALog("not-json", firstLine(e));
    }
  }

  private static Branch object(JsonParser json, int depth, ReadStats stats)
      throws IOException, NotALog {
    Branch branch = new Branch();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      List<String> path = FieldPath.of(WellFormed.text(json.currentName()));
      json.nextToken();
      int below = depth + Math.max(1, path.size());
      if (below > MAX_DEPTH) {
        throw tooDeep();
      }
      Node node = value(json, below, stats);
      if (path.isEmpty()) {
        stats.add(Flaw.UNUSABLE_VALUE);
      } else if (node != null) {
        branch.add(path, node);
      }
    }
    return branch;
  }

  private static @Nullable Node value(JsonParser json, int depth, ReadStats stats)
      throws IOException, NotALog {
    JsonToken token = json.currentToken();
    return switch (token) {
      case START_OBJECT -> object(json, depth, stats);
      case START_ARRAY -> array(json, depth, stats);
      case VALUE_STRING -> Leaf.string(json.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(json.getText(), stats);
      case VALUE_TRUE -> Leaf.TRUE;
      case VALUE_FALSE -> Leaf.FALSE;
      case VALUE_NULL -> null;
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new NotALog("not-json", "a value was expected, got " + token);
    };
  }

  private static Items array(JsonParser json, int depth, ReadStats stats)
      throws IOException, NotALog {
    if (depth + 1 > MAX_DEPTH) {
      throw tooDeep();
    }
    Items items = new Items();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      Node element = value(json, depth + 1, stats);
      if (element != null) {
        items.elements.add(element);
      }
    }
    return items;
  }

  private static @Nullable Leaf number(String spelling, ReadStats stats) {
    char last = spelling.charAt(spelling.length() - 1);
    // NaN and Infinity, which some loggers write although JSON has neither.
    Leaf leaf = last >= '0' && last <= '9' ? Leaf.number(spelling) : null;
    if (leaf == null) {
      stats.add(Flaw.UNUSABLE_VALUE);
    }
    return leaf;
  }

  private static NotALog tooDeep() {
    return new NotALog("too-deep", "more than " + MAX_DEPTH + " levels of nesting");
  }

  private static String firstLine(IOException e) {
    String message = String.valueOf(e.getMessage());
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
