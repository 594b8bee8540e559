package io.tocsin.sandbox.alerting;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.alert.Alert;
import io.tocsin.alert.AlertRecord;
import io.tocsin.document.LogReader;
import io.tocsin.document.LogReaders;
import io.tocsin.document.RawRecord;
import io.tocsin.document.SourceFormat;
import io.tocsin.document.SourceSpec;
import io.tocsin.engine.Engine;
import io.tocsin.engine.EngineOutput;
import io.tocsin.rule.RuleBundle;
import io.tocsin.rule.RuleSet;
import io.tocsin.slot.GroupKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The engine in this thread, which is given the same logs and rules as a job. */
final class CoreEngine implements EngineOutput {
  private final List<AlertRecord> said = new ArrayList<>();
  private final Engine engine;
  private LogReader reader;

  CoreEngine(RuleBundle rules) {
    engine = new Engine(RuleSet.compile(rules), this);
    reader = reader();
  }

  private LogReader reader() {
    return LogReaders.create(SourceSpec.of(SourceFormat.ECS), engine.fields());
  }

  /** Puts rules in force from a slot that no log has begun. */
  void put(Instant slot, RuleBundle rules) {
    engine.put(slot.toEpochMilli(), RuleSet.compile(rules));
    reader = reader();
  }

  void log(String json) {
    long now = System.currentTimeMillis();
    RawRecord record = new RawRecord("logs", 0, 0, now, json.getBytes(UTF_8));
    if (reader.read(record, now, engine::add) != null) {
      throw new IllegalArgumentException("no log: " + json);
    }
  }

  /** Every log before this time has been given, but for late ones. */
  void advanceTo(Instant time) {
    engine.advanceTo(time.toEpochMilli());
  }

  /** What has settled so far. */
  Collection<Alert> settled() {
    return SettledAlert.lastWords(said);
  }

  @Override
  public void say(AlertRecord record) {
    said.add(record);
  }

  @Override
  public void tooLate(String rule, GroupKey key, long slotMillis, long logs) {
    throw new AssertionError("too late for " + rule + ": " + Instant.ofEpochMilli(slotMillis));
  }

  @Override
  public void overLimit(String rule, GroupKey key, long slotMillis, long logs) {
    throw new AssertionError("so many groups are not in any test: " + rule + " " + key);
  }
}
