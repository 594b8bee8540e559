package io.tocsin.checkpoints;

import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.Result;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.messages.Item;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The objects of a bucket; every method throws {@link BucketException} if it cannot do as it says.
 */
final class BucketObjects {

  private final MinioClient client;
  private final String bucket;
  private final Failures failures;

  BucketObjects(MinioClient client, String bucket, Failures failures) {
    this.client = client;
    this.bucket = bucket;
    this.failures = failures;
  }

  /** Those whose names begin so; with those in directories below where that is wanted. */
  List<Item> list(String prefix, boolean recursive) {
    Iterable<Result<Item>> results =
        client.listObjects(
            ListObjectsArgs.builder().bucket(bucket).prefix(prefix).recursive(recursive).build());
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

  /** The content of an object; empty if there is none, or none any more. */
  Optional<byte[]> read(String name) {
    GetObjectArgs get = GetObjectArgs.builder().bucket(bucket).object(name).build();
    try (InputStream read = client.getObject(get)) {
      return Optional.of(read.readAllBytes());
    } catch (ErrorResponseException e) {
      if (e.errorResponse().code().equals("NoSuchKey")) {
        return Optional.empty();
      }
      throw failures.explain("read from", e);
    } catch (MinioException | IOException e) {
      throw failures.explain("read from", e);
    }
  }

  void write(String name, byte[] content) {
    try {
      client.putObject(
          PutObjectArgs.builder().bucket(bucket).object(name).stream(
                  new ByteArrayInputStream(content), (long) content.length, -1L)
              .build());
    } catch (MinioException e) {
      throw failures.explain("write to", e);
    }
  }

  void remove(String name) {
    try {
      client.removeObject(RemoveObjectArgs.builder().bucket(bucket).object(name).build());
    } catch (MinioException e) {
      throw failures.explain("delete from", e);
    }
  }
}
