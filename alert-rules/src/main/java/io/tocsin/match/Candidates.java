package io.tocsin.match;

import io.tocsin.document.Document;
import io.tocsin.kql.KqlMatcher;
import java.util.Arrays;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Asks the filters that a log was found to be a candidate of, each once. */
final class Candidates {
  private final @Nullable KqlMatcher[] rest;
  private final int[] askedIn;
  private int log;
  private int asked;
  private @Nullable Document document;
  private IntConsumer out = filter -> {};

  /**
   * Candidates among these filters.
   *
   * @param rest what of each filter its anchor leaves open; null for nothing
   */
  Candidates(@Nullable KqlMatcher[] rest) {
    this.rest = rest;
    this.askedIn = new int[rest.length];
  }

  /** Begins with another log. */
  void begin(Document next, IntConsumer matches) {
    document = next;
    out = matches;
    asked = 0;
    log++;
    if (log == 0) {
      // After 2^32 logs, none of which may be taken for this one.
      Arrays.fill(askedIn, 0);
      log = 1;
    }
  }

  /** Asks a filter, unless it was. */
  void ask(int filter) {
    if (askedIn[filter] == log) {
      return;
    }
    askedIn[filter] = log;
    KqlMatcher open = rest[filter];
    if (open == null) {
      out.accept(filter);
      return;
    }
    asked++;
    if (document != null && open.matches(document)) {
      out.accept(filter);
    }
  }

  /** Asks some filters, unless they were. */
  void ask(int[] filters) {
    for (int filter : filters) {
      ask(filter);
    }
  }

  /** How many filters were evaluated for this log. */
  int asked() {
    return asked;
  }
}
