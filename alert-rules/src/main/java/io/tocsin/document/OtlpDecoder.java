package io.tocsin.document;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON form of OpenTelemetry's {@code LogsData}: resources, their scopes, their logs.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding">OTLP/JSON</a>
 */
final class OtlpDecoder implements Decoder {
  private static final List<String> MESSAGE = List.of("message");
  private static final List<String> LEVEL = List.of("log", "level");
  private static final List<String> TIMESTAMP = List.of(Normalizer.TIMESTAMP);

  /** Four severity numbers a level, from 1. */
  private static final List<String> LEVELS =
      List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL");

  @Override
  public List<Branch> decode(byte[] record, ReadStats stats) throws NotALog {
    Branch data = JsonDecoder.object(Utf8Text.decode(record, stats), stats);
    if (!data.fields.containsKey("resourceLogs")) {
      throw new NotALog("not-otlp", "the record has no resourceLogs");
    }
    List<Branch> logs = new ArrayList<>();
    for (Branch resourceLogs : objects(data, "resourceLogs", stats)) {
      for (Branch scopeLogs : objects(resourceLogs, "scopeLogs", stats)) {
        for (Branch logRecord : objects(scopeLogs, "logRecords", stats)) {
          logs.add(log(resourceLogs, scopeLogs, logRecord, stats));
        }
      }
    }
    return logs;
  }

  private static Branch log(
      Branch resourceLogs, Branch scopeLogs, Branch logRecord, ReadStats stats) {
    Branch log = new Branch();
    for (Branch resource : objects(resourceLogs, "resource", stats)) {
      addAttributes(resource, log, stats);
    }
    for (Branch scope : objects(scopeLogs, "scope", stats)) {
      copy(scope, "name", log, "log.logger");
    }
    addBody(logRecord, log, stats);
    addAttributes(logRecord, log, stats);
    copy(logRecord, "traceId", log, "trace.id");
    copy(logRecord, "spanId", log, "span.id");
    copy(logRecord, "eventName", log, "event.action");
    addLevel(logRecord, log);
    addTimestamp(logRecord, log);
    return log;
  }

  private static void addAttributes(Branch holder, Branch log, ReadStats stats) {
    for (Branch attribute : objects(holder, "attributes", stats)) {
      Leaf key = leaf(attribute, "key");
      Node value = value(attribute.fields.get("value"), stats);
      List<String> path = key == null ? List.of() : FieldPath.of(OtlpNames.ecs(key.text()));
      if (path.isEmpty()) {
        stats.add(Flaw.UNUSABLE_VALUE);
      } else if (value != null) {
        // What a log says of itself stands above what its resource says.
        log.set(path, value);
      }
    }
  }

  private static void addBody(Branch logRecord, Branch log, ReadStats stats) {
    Node body = value(logRecord.fields.get("body"), stats);
    if (body instanceof Branch fields) {
      fields.fields.forEach((name, node) -> log.set(List.of(name), node));
    } else if (body instanceof Leaf leaf) {
      log.set(MESSAGE, Leaf.string(leaf.text()));
    } else if (body != null) {
      log.set(MESSAGE, body);
    }
  }

  private static void addLevel(Branch logRecord, Branch log) {
    Leaf number = leaf(logRecord, "severityNumber");
    Leaf text = leaf(logRecord, "severityText");
    if (number != null && number.integer() >= 1 && number.integer() <= 4L * LEVELS.size()) {
      log.set(LEVEL, Leaf.string(LEVELS.get((int) (number.integer() - 1) / 4)));
    } else if (text != null && !text.text().isBlank()) {
      log.set(LEVEL, text);
    }
  }

  private static void addTimestamp(Branch logRecord, Branch log) {
    Leaf time = leaf(logRecord, "timeUnixNano");
    if (time == null || time.text().equals("0")) {
      time = leaf(logRecord, "observedTimeUnixNano");
    }
    if (time != null && !time.text().equals("0")) {
      log.set(TIMESTAMP, time);
    }
  }

  /** What an AnyValue holds; null if nothing. */
  private static @Nullable Node value(@Nullable Node anyValue, ReadStats stats) {
    if (!(anyValue instanceof Branch holder) || holder.fields.isEmpty()) {
      return null;
    }
    var only = holder.fields.entrySet().iterator().next();
    Node value = only.getValue();
    return switch (only.getKey()) {
      case "stringValue", "boolValue", "bytesValue" -> value;
      case "intValue", "doubleValue" -> number(value, stats);
      case "arrayValue" -> array(value, stats);
      case "kvlistValue" -> object(value, stats);
      default -> {
        stats.add(Flaw.UNUSABLE_VALUE);
        yield null;
      }
    };
  }

  /** A number; OTLP writes 64-bit integers, NaN and infinities as text. */
  private static @Nullable Node number(Node value, ReadStats stats) {
    Leaf number = null;
    if (value instanceof Leaf leaf) {
      number = leaf.kind() == ValueKind.STRING ? Numbers.read(leaf.text()) : leaf;
    }
    if (number == null) {
      stats.add(Flaw.UNUSABLE_VALUE);
    }
    return number;
  }

  private static @Nullable Node array(Node value, ReadStats stats) {
    Items items = new Items();
    if (value instanceof Branch holder) {
      for (Branch element : objects(holder, "values", stats)) {
        Node node = value(element, stats);
        if (node != null) {
          items.elements.add(node);
        }
      }
    }
    return items;
  }

  private static Node object(Node value, ReadStats stats) {
    Branch object = new Branch();
    if (value instanceof Branch holder) {
      for (Branch entry : objects(holder, "values", stats)) {
        Leaf key = leaf(entry, "key");
        List<String> path = key == null ? List.of() : FieldPath.of(key.text());
        Node node = value(entry.fields.get("value"), stats);
        if (!path.isEmpty() && node != null) {
          object.add(path, node);
        }
      }
    }
    return object;
  }

  private static void copy(Branch from, String name, Branch to, String target) {
    Leaf leaf = leaf(from, name);
    if (leaf != null && !leaf.text().isEmpty()) {
      to.set(FieldPath.of(target), leaf);
    }
  }

  private static @Nullable Leaf leaf(Branch branch, String name) {
    return branch.fields.get(name) instanceof Leaf leaf ? leaf : null;
  }

  /** The objects under a name, be it one or an array of them. */
  private static List<Branch> objects(Branch branch, String name, ReadStats stats) {
    Node node = branch.fields.get(name);
    if (node instanceof Branch one) {
      return List.of(one);
    }
    if (!(node instanceof Items items)) {
      return List.of();
    }
    List<Branch> objects = new ArrayList<>(items.elements.size());
    for (Node element : items.elements) {
      if (element instanceof Branch object) {
        objects.add(object);
      } else {
        stats.add(Flaw.UNUSABLE_VALUE);
      }
    }
    return objects;
  }
}
