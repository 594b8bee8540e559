package io.tocsin.engine;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a rule for a group: where it stood when its last settled slot had been read, and
 * what was said since. Everything between follows from the slots.
 */
public final class RuleState {
  /** 2 added the topics that logs came from. */
  private static final int VERSION = 2;

  private final Standing settled;
  private final List<Told> told;
  private final long lateLogs;
  private final LastTopics topics;

  /** Kept in memory only; see {@link Walked}. */
  private final @Nullable Walked walked;

  /** Kept in memory only; see {@link Slack}. */
  private final @Nullable Slack slack;

  RuleState(
      Standing settled,
      List<Told> told,
      long lateLogs,
      LastTopics topics,
      @Nullable Walked walked,
      @Nullable Slack slack) {
    this.settled = settled;
    this.told = List.copyOf(told);
    this.lateLogs = lateLogs;
    this.topics = topics;
    this.walked = walked;
    this.slack = slack;
  }

  /** The state of a rule that is looked at for the first time. */
  static RuleState at(Standing start) {
    return new RuleState(start, List.of(), 0, LastTopics.NONE, null, null);
  }

  /** How many logs leave everything as it is; null if that is not known. */
  @Nullable Slack slack() {
    return slack;
  }

  /** How far the slots behind the settled ones have been walked; null if that is not known. */
  @Nullable Walked walked() {
    return walked;
  }

  /** The same, to be walked from the last settled slot. */
  RuleState unwalked() {
    return walked == null && slack == null
        ? this
        : new RuleState(settled, told, lateLogs, topics, null, null);
  }

  /** The same, with as many late logs. */
  RuleState withLateLogs(long logs) {
    return new RuleState(settled, told, logs, topics, walked, null);
  }

  /** The same, with logs from these topics. */
  RuleState withTopics(LastTopics now) {
    return now == topics ? this : new RuleState(settled, told, lateLogs, now, walked, slack);
  }

  /** Where logs came from of late; none unless the rule can hold for want of logs. */
  LastTopics topics() {
    return topics;
  }

  /** Where the rule stands before the first slot that is not known to be closed. */
  Standing closed() {
    return walked == null ? settled : walked.standing();
  }

  Standing settled() {
    return settled;
  }

  List<Told> told() {
    return told;
  }

  /** How many logs came after their slot had closed, since the rule last had nothing to say. */
  long lateLogs() {
    return lateLogs;
  }

  /** Writes what {@link #read} reads. */
  public void write(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(settled.generation());
    out.writeLong(settled.slot());
    out.writeLong(settled.lastLog());
    StateFormat.writeAlert(settled.alert(), out);
    out.writeLong(lateLogs);
    out.writeInt(told.size());
    for (Told one : told) {
      one.write(out);
    }
    topics.write(out);
  }

  /**
   * Reads a state.
   *
   * @throws IOException also if it was written by a later version
   */
  public static RuleState read(DataInput in) throws IOException {
    int version = in.readByte();
    if (version < 1 || version > VERSION) {
      throw new IOException("rule state of version " + version + ", this reads up to " + VERSION);
    }
    long generation = in.readLong();
    long slot = in.readLong();
    long lastLog = in.readLong();
    Standing settled = new Standing(generation, slot, StateFormat.readAlert(in), lastLog);
    long lateLogs = in.readLong();
    int count = in.readInt();
    List<Told> told = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      told.add(Told.read(in, version));
    }
    LastTopics topics = version < 2 ? LastTopics.NONE : LastTopics.read(in);
    return new RuleState(settled, told, lateLogs, topics, null, null);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RuleState that
        && settled.equals(that.settled)
        && told.equals(that.told)
        && lateLogs == that.lateLogs
        && topics.equals(that.topics);
  }

  @Override
  public int hashCode() {
    return Objects.hash(settled, told, lateLogs, topics);
  }
}
