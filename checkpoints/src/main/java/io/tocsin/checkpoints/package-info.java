/**
 * The bucket that holds checkpoints and savepoints, in MinIO or any other S3.
 *
 * <p>It is made if absent and checked before a job starts, because a job whose checkpoints fail
 * runs happily until the day on which it would need one. Below the bucket each job has prefixes of
 * its own: {@code checkpoints/JOB/} and {@code savepoints/JOB/}.
 *
 * <pre>{@code
 * try (CheckpointBucket bucket = new CheckpointBucket(location)) {
 *   bucket.make();
 *   bucket.check();
 *   Optional<Checkpoint> newest = bucket.newest("alerting");
 * }
 * }</pre>
 */
@NullMarked
package io.tocsin.checkpoints;

import org.jspecify.annotations.NullMarked;
