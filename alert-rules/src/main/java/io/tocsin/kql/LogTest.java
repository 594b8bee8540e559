package io.tocsin.kql;

import io.tocsin.document.Document;
import java.util.List;

/** A compiled filter or part of one. */
sealed interface LogTest {

  boolean test(Document document);

  /** The same answer for every log. */
  record Constant(boolean answer) implements LogTest {
    @Override
    public boolean test(Document document) {
      return answer;
    }
  }

  /** All parts hold. */
  record AllOf(LogTest... parts) implements LogTest {
    static AllOf of(List<LogTest> parts) {
      return new AllOf(parts.toArray(LogTest[]::new));
    }

    @Override
    public boolean test(Document document) {
      for (LogTest part : parts) {
        if (!part.test(document)) {
          return false;
        }
      }
      return true;
    }
  }

  /** One of the parts holds. */
  record AnyOf(LogTest... parts) implements LogTest {
    static AnyOf of(List<LogTest> parts) {
      return new AnyOf(parts.toArray(LogTest[]::new));
    }

    @Override
    public boolean test(Document document) {
      for (LogTest part : parts) {
        if (part.test(document)) {
          return true;
        }
      }
      return false;
    }
  }

  /** The part does not hold. */
  record Negation(LogTest part) implements LogTest {
    @Override
    public boolean test(Document document) {
      return !part.test(document);
    }
  }

  /** A part that several filters have: it is asked once a log. */
  final class Once implements LogTest {
    private final LogTest part;
    private final LogNumber current;
    private long answeredFor;
    private boolean answer;

    Once(LogTest part, LogNumber current) {
      this.part = part;
      this.current = current;
      this.answeredFor = current.number() - 1;
    }

    @Override
    public boolean test(Document document) {
      if (answeredFor != current.number()) {
        answeredFor = current.number();
        answer = part.test(document);
      }
      return answer;
    }
  }

  /** One of a field's values passes. */
  record AnyValue(int field, ValueTest values) implements LogTest {
    @Override
    public boolean test(Document document) {
      int size = document.size(field);
      for (int i = 0; i < size; i++) {
        if (values.test(document, field, i)) {
          return true;
        }
      }
      return false;
    }
  }

  /** Event time lies in an interval, both ends included, in milliseconds since the epoch. */
  record EventTime(Interval millis) implements LogTest {
    @Override
    public boolean test(Document document) {
      return millis.contains(document.timestampMillis());
    }
  }
}
