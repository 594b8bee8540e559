package io.tocsin.search;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Elasticsearch is not there, or refuses; the message is one sentence that says what to do. */
public class SearchException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  SearchException(String message, int status, @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  /** The HTTP status of the refusal; 0 if there was no answer. */
  public int status() {
    return status;
  }

  /** Whether what was asked for is not there, such as an index. */
  public boolean isNotFound() {
    return status == 404;
  }
}
