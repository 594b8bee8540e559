package io.tocsin.flink.elasticsearch;

import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.elasticsearch.client.ResponseException;

/**
 * Why a request as a whole has no good answer.
 *
 * @param cause what the client failed with
 * @param status of the answer; 0 if there was none
 */
record RequestFailure(Throwable cause, int status) {
  private static final int NO_ANSWER = 0;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int REQUEST_TIMEOUT = 408;

  static RequestFailure of(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return new RequestFailure(
        cause,
        cause instanceof ResponseException refused
            ? refused.getResponse().getStatusLine().getStatusCode()
            : NO_ANSWER);
  }

  /** Whether the same request may be taken later. */
  boolean isTemporary() {
    if (cause instanceof ElasticsearchRefusedException) {
      return false;
    }
    return status == NO_ANSWER
        ? cause instanceof IOException || cause instanceof TimeoutException
        : status >= 500 || status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT;
  }

  /** Whether it is known that nothing of the request was done. */
  boolean isUntouched() {
    return status == TOO_MANY_REQUESTS;
  }

  boolean isUnauthorised() {
    return status == 401 || status == 403;
  }
}
