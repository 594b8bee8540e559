package io.tocsin.checkpoints;

import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.tocsin.checkpoints.BucketException.Reason;
import io.tocsin.checkpoints.Checkpoint.State;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;

/**
 * The bucket of checkpoints and savepoints.
 *
 * <p>Every method throws {@link BucketException} if it cannot do what it says; none waits longer
 * than about ten seconds for a server that does not answer.
 */
public final class CheckpointBucket implements AutoCloseable {

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
  private static final String PROBE_PREFIX = "tocsin-probe-";
  private static final byte[] PROBE = "probe".getBytes(StandardCharsets.UTF_8);

  private final BucketLocation location;
  private final Failures failures;
  private final MinioClient client;
  private final BucketObjects objects;

  /**
   * A client of the bucket; asks nothing of the server yet.
   *
   * @throws BucketException if the file of the certificate authority cannot be used
   */
  public CheckpointBucket(BucketLocation location) {
    this.location = location;
    failures = new Failures(location);
    OkHttpClient.Builder http =
        new OkHttpClient.Builder()
            .connectTimeout(CONNECT_LIMIT)
            .readTimeout(ANSWER_LIMIT)
            .writeTimeout(ANSWER_LIMIT);
    if (location.certificateAuthority() != null) {
      TrustedAuthority.apply(location.certificateAuthority(), http);
    }
    client =
        MinioClient.builder()
            .endpoint(location.endpoint().toString())
            .region(location.region())
            .credentials(location.accessKey(), location.secretKey())
            .httpClient(http.build(), true)
            .build();
    if (location.pathStyle()) {
      client.disableVirtualStyleEndpoint();
    } else {
      client.enableVirtualStyleEndpoint();
    }
    objects = new BucketObjects(client, location.name(), failures);
  }

  /** Where a job's checkpoints go, as Flink takes it. */
  public String checkpointDirectory(String job) {
    return "s3://" + location.name() + "/" + checkpointPrefix(job);
  }

  /** Where a job's savepoints go, as Flink takes it. */
  public String savepointDirectory(String job) {
    return "s3://" + location.name() + "/" + savepointPrefix(job);
  }

  /** Makes the bucket if there is none; whether it was made. */
  public boolean make() {
    if (exists()) {
      return false;
    }
    try {
      client.makeBucket(
          MakeBucketArgs.builder().bucket(location.name()).region(location.region()).build());
      return true;
    } catch (ErrorResponseException e) {
      if (e.errorResponse().code().equals("BucketAlreadyOwnedByYou")) {
        return false; // Somebody made it between our question and our request.
      }
      throw failures.explain("make", e);
    } catch (MinioException e) {
      throw failures.explain("make", e);
    }
  }

  /** By listing it: a refused HEAD has no body that says why. */
  private boolean exists() {
    try {
      objects.list(PROBE_PREFIX, false);
      return true;
    } catch (BucketException e) {
      if (e.reason() == Reason.MISSING) {
        return false;
      }
      throw e;
    }
  }

  /** Checks that the bucket is there, and that objects can be written, read and removed. */
  public void check() {
    String probe = PROBE_PREFIX + UUID.randomUUID();
    objects.list(PROBE_PREFIX, false);
    objects.write(probe, PROBE);
    try {
      if (!Arrays.equals(objects.read(probe).orElse(null), PROBE)) {
        throw new BucketException(
            Reason.REFUSED, location + " gave back another object than was written to it");
      }
    } finally {
      objects.remove(probe);
    }
  }

  /**
   * Sees to it that what is deleted or given up does not stay: versions are not kept, since Flink
   * writes no object twice and deletes what it no longer needs; uploads that were never completed
   * are removed after a day. Nothing else expires: a shared file of an incremental checkpoint may
   * be needed however old it is. Rules of others in the bucket's lifecycle stay.
   */
  public Tidiness tidy() {
    return new BucketLifecycle(client, location.name(), PROBE_PREFIX, failures).tidy();
  }

  /**
   * The checkpoints and savepoints of a job, newest first, each held against the files that its
   * metadata names.
   *
   * @param job such as {@code alerting}
   */
  public List<Checkpoint> checkpoints(String job) {
    return listed(checkpointPrefix(job) + "/", savepointPrefix(job) + "/");
  }

  /** Those of all jobs, newest first. */
  public List<Checkpoint> checkpoints() {
    return listed("checkpoints/", "savepoints/");
  }

  private List<Checkpoint> listed(String... prefixes) {
    return new CheckpointListing(
            location.name(),
            Stream.of(prefixes).flatMap(prefix -> objects.list(prefix, true).stream()).toList(),
            objects::read)
        .checkpoints();
  }

  /**
   * The newest checkpoint or savepoint of a job from which it can be resumed; empty if there is
   * none. Broken ones are passed over.
   *
   * @param job such as {@code alerting}
   */
  public Optional<Checkpoint> newest(String job) {
    return checkpoints(job).stream().filter(each -> each.state() == State.COMPLETE).findFirst();
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (Exception e) {
      throw failures.explain("close the client of", e);
    }
  }

  private static String checkpointPrefix(String job) {
    return "checkpoints/" + job;
  }

  private static String savepointPrefix(String job) {
    return "savepoints/" + job;
  }
}
