package io.tocsin.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.sandbox.ObjectStorePart;
import io.tocsin.sandbox.StackExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** On the embedded server. */
@ExtendWith(StackExtension.class)
class CheckpointBucketTest extends CheckpointBucketContract {

  private ObjectStorePart store;

  @BeforeEach
  void takeServer(ObjectStorePart server) {
    store = server;
  }

  @Override
  BucketLocation location(String bucket) {
    return new BucketLocation(
        store.endpoint(), store.region(), bucket, store.accessKey(), store.secretKey(), true, null);
  }

  @Test
  void aServerWithoutLifecyclesIsNamedAsSuch() {
    try (CheckpointBucket bucket = new CheckpointBucket(location("untidy"))) {
      bucket.make();

      assertThat(bucket.tidy()).isEqualTo(Tidiness.NO_LIFECYCLE);
    }
  }
}
