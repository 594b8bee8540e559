package io.tocsin.checkpoints;

import java.time.Instant;
import java.util.List;

/**
 * A checkpoint or savepoint in the bucket.
 *
 * @param job such as {@code alerting}
 * @param number of the checkpoint within its run; a savepoint has one too
 * @param uri what a job is resumed from, such as {@code s3://tocsin/checkpoints/alerting/0f…/chk-7}
 * @param completedAt when its last object was written, by the server's clock, to the second
 * @param bytes of all files that it needs, those that it shares with others too
 * @param state whether a job can be resumed from it
 * @param faults what is wrong with a broken one, a line each; empty otherwise
 */
public record Checkpoint(
    String job,
    Kind kind,
    long number,
    String uri,
    Instant completedAt,
    long bytes,
    State state,
    List<String> faults) {

  /** Who asked for it. */
  public enum Kind {
    /** Flink, by its interval. */
    CHECKPOINT,
    /** Somebody, before an upgrade as a rule. */
    SAVEPOINT
  }

  /** Whether a job can be resumed from it. */
  public enum State {
    /** All files are there that its metadata names, in their size. */
    COMPLETE,
    /** It has metadata, and is of no use. */
    BROKEN,
    /** It has no metadata: it is being written, or was given up. */
    UNFINISHED
  }

  /** Copies the faults. */
  public Checkpoint {
    faults = List.copyOf(faults);
  }
}
