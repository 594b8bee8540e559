package io.tocsin.checkpoints;

import io.minio.GetBucketLifecycleArgs;
import io.minio.GetBucketVersioningArgs;
import io.minio.MinioClient;
import io.minio.SetBucketLifecycleArgs;
import io.minio.SetBucketVersioningArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.messages.Filter;
import io.minio.messages.LifecycleConfiguration;
import io.minio.messages.LifecycleConfiguration.Rule;
import io.minio.messages.Status;
import io.minio.messages.VersioningConfiguration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Versions and expiry of a bucket. */
final class BucketLifecycle {

  /** Days after which an upload that was never completed, or a probe, is removed. */
  private static final int ABANDONED_DAYS = 1;

  private static final String OWN_RULE = "tocsin-";

  /** How servers answer to what they do not know. */
  private static final Set<String> UNSUPPORTED =
      Set.of("NotImplemented", "InvalidArgument", "MalformedXML");

  private final MinioClient client;
  private final String bucket;
  private final String probes;
  private final Failures failures;

  /**
   * That of a bucket.
   *
   * @param probes how the names of objects begin that are written to try the bucket
   */
  BucketLifecycle(MinioClient client, String bucket, String probes, Failures failures) {
    this.client = client;
    this.bucket = bucket;
    this.probes = probes;
    this.failures = failures;
  }

  /** Sets both, as far as the server and the credentials allow. */
  Tidiness tidy() {
    try {
      stopVersions();
      List<Rule> others = rulesOfOthers();
      if (accepts(List.of(uploadRule(), probeRule()), others)) {
        return Tidiness.TIDY;
      }
      return accepts(List.of(probeRule()), others)
          ? Tidiness.UPLOADS_ARE_THE_SERVERS
          : Tidiness.NO_LIFECYCLE;
    } catch (ErrorResponseException e) {
      if (e.errorResponse().code().equals("AccessDenied")) {
        return Tidiness.NOT_ALLOWED;
      }
      if (isUnsupported(e)) {
        return Tidiness.NO_LIFECYCLE;
      }
      throw failures.explain("set the lifecycle of", e);
    } catch (MinioException e) {
      throw failures.explain("set the lifecycle of", e);
    }
  }

  private void stopVersions() throws MinioException {
    VersioningConfiguration.Status now =
        client
            .getBucketVersioning(GetBucketVersioningArgs.builder().bucket(bucket).build())
            .status();
    if (now == VersioningConfiguration.Status.ENABLED) {
      VersioningConfiguration suspended =
          new VersioningConfiguration(VersioningConfiguration.Status.SUSPENDED, null, null, null);
      client.setBucketVersioning(
          SetBucketVersioningArgs.builder().bucket(bucket).config(suspended).build());
    }
  }

  private List<Rule> rulesOfOthers() throws MinioException {
    LifecycleConfiguration present =
        client.getBucketLifecycle(GetBucketLifecycleArgs.builder().bucket(bucket).build());
    return present == null
        ? List.of()
        : present.rules().stream()
            .filter(rule -> rule.id() == null || !rule.id().startsWith(OWN_RULE))
            .toList();
  }

  /** Whether the server knows what the rules say, and has taken them. */
  private boolean accepts(List<Rule> own, List<Rule> others) throws MinioException {
    LifecycleConfiguration lifecycle =
        new LifecycleConfiguration(Stream.concat(own.stream(), others.stream()).toList());
    try {
      client.setBucketLifecycle(
          SetBucketLifecycleArgs.builder().bucket(bucket).config(lifecycle).build());
      return true;
    } catch (ErrorResponseException e) {
      if (isUnsupported(e)) {
        return false;
      }
      throw e;
    }
  }

  private static boolean isUnsupported(ErrorResponseException answer) {
    return UNSUPPORTED.contains(answer.errorResponse().code());
  }

  private static Rule uploadRule() {
    return new Rule(
        Status.ENABLED,
        new LifecycleConfiguration.AbortIncompleteMultipartUpload(ABANDONED_DAYS),
        null,
        new Filter(""),
        OWN_RULE + "uploads",
        null,
        null,
        null);
  }

  private Rule probeRule() {
    return new Rule(
        Status.ENABLED,
        null,
        new LifecycleConfiguration.Expiration((ZonedDateTime) null, ABANDONED_DAYS, null, null),
        new Filter(probes),
        OWN_RULE + "probes",
        null,
        null,
        null);
  }
}
