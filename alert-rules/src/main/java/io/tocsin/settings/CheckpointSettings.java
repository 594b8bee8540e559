package io.tocsin.settings;

import io.tocsin.receiver.Secret;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where jobs keep their checkpoints: a bucket of MinIO or any other S3.
 *
 * @param endpoint the server's address; null for Amazon's own
 * @param accessKey null to take what the process's surroundings give
 * @param secretKey null if, and only if, {@code accessKey} is
 * @param ca path of a PEM file with the authority of the server's certificate; null to trust the
 *     machine's. Flink's own client of the bucket has its trust from the JVM, not from here
 * @param pathStyle whether the bucket stands in the path of a request, not in the host's name
 * @param interval between two checkpoints of the alerting and the pipeline job
 */
public record CheckpointSettings(
    @Nullable String endpoint,
    String bucket,
    String region,
    @Nullable Secret accessKey,
    @Nullable Secret secretKey,
    @Nullable String ca,
    boolean pathStyle,
    Duration interval) {

  /** Unless it is set otherwise. */
  public static final Duration USUAL_INTERVAL = Duration.ofSeconds(30);

  /** Without the keys. */
  @Override
  public String toString() {
    return "CheckpointSettings[endpoint=%s, bucket=%s, region=%s]"
        .formatted(endpoint, bucket, region);
  }
}
