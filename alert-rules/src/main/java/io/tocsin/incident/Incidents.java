package io.tocsin.incident;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tocsin.document.LogReader;
import io.tocsin.document.LogReaders;
import io.tocsin.document.RawRecord;
import io.tocsin.document.SourceFormat;
import io.tocsin.document.SourceSpec;
import io.tocsin.document.Undecodable;
import io.tocsin.engine.GroupPartials;
import io.tocsin.engine.LocalSlots;
import io.tocsin.engine.RuleTimeline;
import io.tocsin.rule.RuleBundle;
import io.tocsin.rule.RuleSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Counts incidents by the rules of the engine's own, as local slots count logs. Incidents of a kind
 * and subject are one log until they are drained, however many they are. Not thread-safe.
 */
public final class Incidents {
  /** What the names of the engine's own rules begin with; nobody else's can. */
  public static final String PREFIX = "tocsin/";

  private static final JsonFactory JSON = new JsonFactory();
  private static final RuleSet RULES = RuleSet.compile(bundle()).named(PREFIX);

  private final LocalSlots slots = new LocalSlots();
  private final LogReader reader;
  private final Map<Of, Open> open = new LinkedHashMap<>();

  private record Of(Incident.Kind kind, String subject) {}

  private static final class Open {
    private final String message;
    private long logs;

    Open(long logs, String message) {
      this.logs = logs;
      this.message = message;
    }
  }

  /** None yet. */
  public Incidents() {
    TreeMap<Long, RuleSet> inForce = new TreeMap<>();
    inForce.put(RuleTimeline.FROM_THE_BEGINNING, RULES);
    slots.put(inForce);
    reader = LogReaders.create(SourceSpec.of(SourceFormat.ECS), slots.fields());
  }

  /** The rules of the engine's own. */
  public static RuleSet rules() {
    return RULES;
  }

  /** Adds one. */
  public void add(Incident incident) {
    add(incident.kind(), incident.subject(), incident.logs(), incident::message);
  }

  /**
   * Adds one. What is told of many is what the first has to tell.
   *
   * @param subject as in {@link Incident}
   * @param logs as there
   * @param message as there, made only if it is told: it can be one incident a log
   */
  public void add(Incident.Kind kind, String subject, long logs, Supplier<String> message) {
    Of of = new Of(kind, subject);
    Open known = open.get(of);
    if (known == null) {
      open.put(of, new Open(logs, message.get()));
    } else {
      known.logs += logs;
    }
  }

  /**
   * Hands out what was counted since it was last asked.
   *
   * @param atMillis the event time of it all, in milliseconds since the epoch
   */
  public void drain(long atMillis, Consumer<GroupPartials> out) {
    open.forEach(
        (of, one) -> count(new Incident(of.kind(), of.subject(), one.logs, one.message), atMillis));
    open.clear();
    slots.drain(out);
  }

  private void count(Incident incident, long atMillis) {
    RawRecord record = new RawRecord("incidents", 0, 0, atMillis, json(incident, atMillis));
    Undecodable failure = reader.read(record, atMillis, slots::add);
    if (failure != null) {
      throw new IllegalStateException(incident + " is no log: " + failure);
    }
  }

  private static byte[] json(Incident incident, long atMillis) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("@timestamp", Instant.ofEpochMilli(atMillis).toString());
      json.writeStringField("message", incident.message());
      json.writeStringField("tocsin.incident", incident.kind().text());
      json.writeStringField("tocsin.subject", incident.subject());
      json.writeNumberField("tocsin.logs", incident.logs());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static RuleBundle bundle() {
    return new RuleBundle(List.of(file("fields.yaml"), file("rules.yaml")));
  }

  private static RuleBundle.File file(String name) {
    try (InputStream in = Incidents.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + name);
      }
      return new RuleBundle.File(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
