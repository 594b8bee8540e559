package io.tocsin.checkpoints;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the bucket is and who may use it.
 *
 * @param endpoint of the S3 server, such as {@code https://minio.example:9000}
 * @param region of the bucket; servers other than AWS mostly ignore it
 * @param name of the bucket
 * @param accessKey who asks
 * @param secretKey what signs the requests; never shown
 * @param pathStyle whether the bucket is in the path, as MinIO wants it, or in the host name
 * @param certificateAuthority a PEM file with the certificates to trust in TLS; null for those of
 *     the machine
 */
public record BucketLocation(
    URI endpoint,
    String region,
    String name,
    String accessKey,
    String secretKey,
    boolean pathStyle,
    @Nullable Path certificateAuthority) {

  /** Without the secret. */
  @Override
  public String toString() {
    return "s3://" + name + " at " + endpoint;
  }
}
