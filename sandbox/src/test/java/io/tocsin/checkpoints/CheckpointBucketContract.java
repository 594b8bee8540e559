package io.tocsin.checkpoints;

import static io.tocsin.checkpoints.TestingMetadata.besideIt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.tocsin.checkpoints.BucketException.Reason;
import io.tocsin.checkpoints.Checkpoint.Kind;
import io.tocsin.checkpoints.Checkpoint.State;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What the bucket does on any S3 server. */
abstract class CheckpointBucketContract {

  /** Where a bucket of this name is on the server under test, and who may use it. */
  abstract BucketLocation location(String bucket);

  @Test
  void theBucketIsMadeOnceAndLeftAsItWas() throws Exception {
    try (CheckpointBucket bucket = new CheckpointBucket(location("made"))) {
      assertThat(bucket.make()).isTrue();
      assertThat(bucket.make()).isFalse();
      bucket.check();
    }
    try (MinioClient client = client()) {
      assertThat(client.listObjects(ListObjectsArgs.builder().bucket("made").build())).isEmpty();
    }
  }

  @Test
  void aMissingBucketSaysHowToMakeIt() {
    assertFails(
        location("missing"),
        CheckpointBucket::check,
        Reason.MISSING,
        "no such bucket; 'tocsin setup' makes it");
  }

  @Test
  void aWrongSecretIsToldFromAnUnknownKey() {
    BucketLocation right = location("credentials");
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
  void aServerThatIsNotThereIsNamed() {
    BucketLocation right = location("nowhere");
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
  void eachCheckpointIsHeldAgainstTheFilesThatItsMetadataNames() throws Exception {
    try (CheckpointBucket bucket = new CheckpointBucket(location("listed"));
        MinioClient client = client()) {
      bucket.make();
      assertThat(bucket.checkpoints()).isEmpty();
      String run = "checkpoints/alerting/0a/";
      put(client, "listed", run + "shared/state", new byte[7]);
      put(
          client,
          "listed",
          run + "chk-9/_metadata",
          naming(9, "listed/" + run + "shared/state", 7));
      put(client, "listed", run + "chk-10/_metadata", naming(10, "listed/" + run + "gone", 7));
      put(client, "listed", run + "chk-11/part", new byte[3]);
      put(client, "listed", run + "chk-12/_metadata", new byte[] {1, 2, 3});
      put(
          client,
          "listed",
          run + "chk-13/_metadata",
          naming(13, "listed/" + run + "shared/state", 8));
      put(client, "listed", "checkpoints/delivery/0b/chk-1/_metadata", naming(1, "else/where", 1));

      List<Checkpoint> found = bucket.checkpoints("alerting");

      assertThat(found)
          .extracting(Checkpoint::number, Checkpoint::state)
          .containsExactlyInAnyOrder(
              tuple(9L, State.COMPLETE),
              tuple(10L, State.BROKEN),
              tuple(11L, State.UNFINISHED),
              tuple(12L, State.BROKEN),
              tuple(13L, State.BROKEN));
      assertThat(found.stream().flatMap(each -> each.faults().stream()))
          .anyMatch(fault -> fault.equals(run + "gone is missing"))
          .anyMatch(fault -> fault.equals(run + "shared/state has 7 bytes, not 8"))
          .anyMatch(fault -> fault.startsWith("its metadata cannot be read: "));
      assertThat(bucket.newest("alerting"))
          .get()
          .extracting(Checkpoint::uri)
          .isEqualTo("s3://listed/" + run + "chk-9");
      assertThat(bucket.newest("delivery")).isEmpty();
      assertThat(bucket.checkpoints()).hasSize(6);
    }
  }

  @Test
  void ofCheckpointsOfOneSecondTheHigherNumberIsTheNewer() throws Exception {
    try (CheckpointBucket bucket = new CheckpointBucket(location("numbers"));
        MinioClient client = client()) {
      bucket.make();
      String run = "checkpoints/alerting/0a/";
      put(client, "numbers", run + "shared/state", new byte[7]);
      for (int number : new int[] {8, 9, 10}) {
        byte[] metadata = naming(number, "numbers/" + run + "shared/state", 7);
        put(client, "numbers", run + "chk-" + number + "/_metadata", metadata);
      }

      List<Checkpoint> found = bucket.checkpoints("alerting");

      // Where the clock's second changed in between, the later one is newer by its time already.
      assertThat(found).extracting(Checkpoint::number).containsExactly(10L, 9L, 8L);
      assertThat(found).allMatch(each -> each.bytes() > 7);
    }
  }

  @Test
  void aSavepointsFilesStandBesideItsMetadataWhereverItIs() throws Exception {
    try (CheckpointBucket bucket = new CheckpointBucket(location("savepoints"));
        MinioClient client = client()) {
      bucket.make();
      put(
          client,
          "savepoints",
          "savepoints/alerting/savepoint-a/_metadata",
          besideIt(3, "state", 5));
      put(client, "savepoints", "savepoints/alerting/savepoint-a/state", new byte[5]);
      put(
          client,
          "savepoints",
          "savepoints/alerting/savepoint-b/_metadata",
          besideIt(4, "state", 5));

      assertThat(bucket.checkpoints("alerting"))
          .allMatch(each -> each.kind() == Kind.SAVEPOINT)
          .extracting(Checkpoint::number, Checkpoint::state, Checkpoint::faults)
          .containsExactlyInAnyOrder(
              tuple(3L, State.COMPLETE, List.of()),
              tuple(4L, State.BROKEN, List.of("savepoints/alerting/savepoint-b/state is missing")));
    }
  }

  private static byte[] naming(long number, String object, long bytes) throws IOException {
    return TestingMetadata.naming(number, "s3://" + object, bytes);
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

  MinioClient client() {
    BucketLocation any = location("any");
    return MinioClient.builder()
        .endpoint(any.endpoint().toString())
        .region(any.region())
        .credentials(any.accessKey(), any.secretKey())
        .build();
  }

  private static void put(MinioClient client, String bucket, String name, byte[] content)
      throws Exception {
    client.putObject(
        PutObjectArgs.builder().bucket(bucket).object(name).stream(
                new ByteArrayInputStream(content), (long) content.length, -1L)
            .build());
  }
}
