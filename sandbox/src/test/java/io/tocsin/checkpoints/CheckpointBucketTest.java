package io.tocsin.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.tocsin.checkpoints.BucketException.Reason;
import io.tocsin.sandbox.ObjectStorePart;
import io.tocsin.sandbox.StackExtension;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StackExtension.class)
class CheckpointBucketTest {

  @Test
  void theBucketIsMadeOnceAndLeftAsItWas(ObjectStorePart store) throws Exception {
    try (CheckpointBucket bucket = new CheckpointBucket(location(store, "made"))) {
      assertThat(bucket.make()).isTrue();
      assertThat(bucket.make()).isFalse();
      bucket.check();
    }
    try (MinioClient client = client(store)) {
      assertThat(client.listObjects(ListObjectsArgs.builder().bucket("made").build())).isEmpty();
    }
  }

  @Test
  void aMissingBucketSaysHowToMakeIt(ObjectStorePart store) {
    assertFails(
        location(store, "missing"),
        CheckpointBucket::check,
        Reason.MISSING,
        "no such bucket; 'tocsin setup' makes it");
  }

  @Test
  void aWrongSecretIsToldFromAnUnknownKey(ObjectStorePart store) {
    BucketLocation right = location(store, "credentials");
    BucketLocation wrongSecret =
        new BucketLocation(
            right.endpoint(), right.region(), right.name(), right.accessKey(), "wrong", true, null);
    BucketLocation wrongKey =
        new BucketLocation(
            right.endpoint(), right.region(), right.name(), "nobody", "wrong", true, null);

    assertFails(
        wrongSecret,
        CheckpointBucket::make,
        Reason.CREDENTIALS,
        "the secret key is not that of access key 'tocsin'");
    assertFails(
        wrongKey,
        CheckpointBucket::make,
        Reason.CREDENTIALS,
        "the access key 'nobody' is not known there");
  }

  @Test
  void aServerThatIsNotThereIsNamed(ObjectStorePart store) {
    BucketLocation right = location(store, "nowhere");
    BucketLocation nowhere =
        new BucketLocation(
            URI.create("http://127.0.0.1:1"), right.region(), "nowhere", "a", "b", true, null);

    assertFails(
        nowhere,
        CheckpointBucket::check,
        Reason.UNREACHABLE,
        "cannot list s3://nowhere at http://127.0.0.1:1: nothing answers there");
  }

  @Test
  void theNewestFinishedCheckpointOfTheJobIsFound(ObjectStorePart store) throws Exception {
    try (CheckpointBucket bucket = new CheckpointBucket(location(store, "newest"));
        MinioClient client = client(store)) {
      bucket.make();
      assertThat(bucket.newest("alerting")).isEmpty();

      put(client, "checkpoints/alerting/0a/chk-9/_metadata");
      put(client, "checkpoints/alerting/0a/chk-10/_metadata");
      put(client, "checkpoints/alerting/0a/chk-11/unfinished");
      put(client, "checkpoints/delivery/0b/chk-12/_metadata");

      assertThat(bucket.newest("alerting"))
          .get()
          .extracting(Checkpoint::uri)
          .isEqualTo("s3://newest/checkpoints/alerting/0a/chk-10");
    }
  }

  private static void assertFails(
      BucketLocation location, Consumer<CheckpointBucket> action, Reason reason, String message) {
    ThrowingCallable attempt =
        () -> {
          try (CheckpointBucket bucket = new CheckpointBucket(location)) {
            action.accept(bucket);
          }
        };
    assertThatThrownBy(attempt)
        .isInstanceOfSatisfying(
            BucketException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(message);
  }

  private static BucketLocation location(ObjectStorePart store, String bucket) {
    return new BucketLocation(
        store.endpoint(), store.region(), bucket, store.accessKey(), store.secretKey(), true, null);
  }

  private static MinioClient client(ObjectStorePart store) {
    return MinioClient.builder()
        .endpoint(store.endpoint().toString())
        .region(store.region())
        .credentials(store.accessKey(), store.secretKey())
        .build();
  }

  private static void put(MinioClient client, String name) throws Exception {
    client.putObject(
        PutObjectArgs.builder().bucket("newest").object(name).stream(
                new ByteArrayInputStream(new byte[] {1}), 1L, -1L)
            .build());
  }
}
