package io.tocsin.checkpoints;

import io.minio.errors.ErrorResponseException;
import io.tocsin.checkpoints.BucketException.Reason;
import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLException;

/** What the client's exceptions mean, in words that say what to do. */
final class Failures {

  private final BucketLocation location;

  Failures(BucketLocation location) {
    this.location = location;
  }

  /**
   * The exception to throw.
   *
   * @param doing such as {@code write to}
   */
  BucketException explain(String doing, Exception failure) {
    String attempt = "cannot " + doing + " " + location + ": ";
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ErrorResponseException answer) {
        return byCode(attempt, answer);
      }
      if (cause instanceof SSLException || cause instanceof GeneralSecurityException) {
        return new BucketException(
            Reason.TLS,
            attempt
                + firstLine(cause)
                + "; if its certificate is signed by an authority of your own, name that"
                + " authority's PEM file, and check that the endpoint's scheme is what it speaks",
            failure);
      }
      if (cause instanceof IOException) {
        return new BucketException(
            Reason.UNREACHABLE,
            attempt
                + "nothing answers there ("
                + firstLine(cause)
                + "); check that the endpoint is right and that the server runs",
            failure);
      }
    }
    return new BucketException(Reason.REFUSED, attempt + firstLine(failure), failure);
  }

  private BucketException byCode(String attempt, ErrorResponseException answer) {
    String code = answer.errorResponse().code();
    String said = "the server says " + code;
    return switch (code) {
      case "InvalidAccessKeyId" ->
          new BucketException(
              Reason.CREDENTIALS,
              attempt + said + "; the access key '" + location.accessKey() + "' is not known there",
              answer);
      case "SignatureDoesNotMatch" ->
          new BucketException(
              Reason.CREDENTIALS,
              attempt
                  + said
                  + "; the secret key is not that of access key '"
                  + location.accessKey()
                  + "'",
              answer);
      case "AccessDenied", "AllAccessDisabled" ->
          new BucketException(
              Reason.FORBIDDEN,
              attempt
                  + said
                  + "; allow access key '"
                  + location.accessKey()
                  + "' to list, read, write and delete there",
              answer);
      case "NoSuchBucket" ->
          new BucketException(
              Reason.MISSING, attempt + "there is no such bucket; 'tocsin setup' makes it", answer);
      case "AuthorizationHeaderMalformed",
          "PermanentRedirect",
          "IllegalLocationConstraintException" ->
          new BucketException(
              Reason.REGION,
              attempt + said + "; the bucket's region is not '" + location.region() + "'",
              answer);
      default ->
          new BucketException(
              Reason.REFUSED, attempt + said + ": " + answer.errorResponse().message(), answer);
    };
  }

  private static String firstLine(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank()
        ? failure.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }
}
