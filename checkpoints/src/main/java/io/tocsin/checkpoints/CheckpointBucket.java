package io.tocsin.checkpoints;

import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.Result;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.messages.Item;
import io.tocsin.checkpoints.BucketException.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
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

  /** The object that Flink writes last; a directory without it is no finished checkpoint. */
  private static final String METADATA = "/_metadata";

  private final BucketLocation location;
  private final Failures failures;
  private final MinioClient client;

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
      listing(PROBE_PREFIX, false);
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
    listing(PROBE_PREFIX, false);
    attempt("write to", () -> write(probe));
    try {
      attempt("read from", () -> requireProbe(probe));
    } finally {
      attempt("delete from", () -> remove(probe));
    }
  }

  /**
   * The newest finished checkpoint or savepoint of a job; empty if there is none.
   *
   * @param job such as {@code alerting}
   */
  public Optional<Checkpoint> newest(String job) {
    return Stream.of(checkpointPrefix(job), savepointPrefix(job))
        .flatMap(prefix -> listing(prefix + "/", true).stream())
        .filter(item -> item.objectName().endsWith(METADATA))
        .max(
            Comparator.comparing(Item::lastModified)
                .thenComparing(item -> number(item.objectName())))
        .map(this::checkpoint);
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

  private Checkpoint checkpoint(Item metadata) {
    String name = metadata.objectName();
    String directory = name.substring(0, name.length() - METADATA.length());
    return new Checkpoint(
        "s3://" + location.name() + "/" + directory, metadata.lastModified().toInstant());
  }

  /** Of {@code …/chk-12/_metadata} 12: checkpoints of one second have their numbers' order. */
  private static long number(String objectName) {
    String directory = objectName.substring(0, objectName.length() - METADATA.length());
    String digits = directory.substring(directory.lastIndexOf('-') + 1);
    return digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : 0;
  }

  private List<Item> listing(String prefix, boolean recursive) {
    Iterable<Result<Item>> results =
        client.listObjects(
            ListObjectsArgs.builder()
                .bucket(location.name())
                .prefix(prefix)
                .recursive(recursive)
                .build());
    List<Item> items = new ArrayList<>();
    try {
      for (Result<Item> result : results) {
        items.add(result.get());
      }
      return items;
    } catch (MinioException | IllegalStateException e) {
      // The iterator wraps some failures in the latter.
      throw failures.explain("list", e);
    }
  }

  private void write(String name) throws MinioException {
    client.putObject(
        PutObjectArgs.builder().bucket(location.name()).object(name).stream(
                new ByteArrayInputStream(PROBE), (long) PROBE.length, -1L)
            .build());
  }

  private void requireProbe(String name) throws MinioException, IOException {
    GetObjectArgs get = GetObjectArgs.builder().bucket(location.name()).object(name).build();
    try (InputStream read = client.getObject(get)) {
      if (!Arrays.equals(read.readAllBytes(), PROBE)) {
        throw new BucketException(
            Reason.REFUSED, location + " gave back another object than was written to it");
      }
    }
  }

  private void remove(String name) throws MinioException {
    client.removeObject(RemoveObjectArgs.builder().bucket(location.name()).object(name).build());
  }

  @FunctionalInterface
  private interface Request {
    void send() throws MinioException, IOException;
  }

  private void attempt(String doing, Request request) {
    try {
      request.send();
    } catch (MinioException | IOException e) {
      throw failures.explain(doing, e);
    }
  }
}
