package io.tocsin.document;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The view of a log whose values stay in the bytes of its record until they are asked for. */
final class ScannedDocument implements Document {
  /** Any number of so many digits is exact as a double, and so is its quotient by a power of 10. */
  private static final int EXACT_DIGITS = 15;

  private static final int NOTHING = -1;
  private static final int REMEMBERED_LEVELS = 1_000;
  private static final double[] POWERS_OF_TEN = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  private final String topic;
  private final FieldSlots slots;

  /** The slot of each field, or -1 if the log has no say in it. */
  private final int[] slotOf;

  /** What a field has if the log has no value for it. */
  private final @Nullable Utf8[] otherwise;

  private final int timestampField;
  private final int levelField;

  /** How levels are spelt, and by these numbers which they are. */
  private final Utf8Numbers spellings = new Utf8Numbers();

  private final List<Utf8> levels = new ArrayList<>();
  private final Utf8 text = new Utf8();
  private final byte[] iso = new byte[30];
  private byte[] bytes = new byte[0];
  private long timestampNanos;

  /** The integer that was read last, since ranges of one field are asked one after the other. */
  private int readValue = NOTHING;

  private long readInteger;

  /** Shows logs of a topic of Kafka; empty for those from elsewhere. */
  ScannedDocument(FieldSlots slots, ScanPlan plan, String topic) {
    this.topic = topic;
    this.slots = slots;
    this.slotOf = plan.slotOf();
    this.otherwise = plan.otherwise();
    this.timestampField = plan.timestampField();
    this.levelField = plan.levelField();
  }

  /** Shows another record, which the slots were filled from. */
  ScannedDocument show(byte[] record, long nanos) {
    bytes = record;
    timestampNanos = nanos;
    readValue = NOTHING;
    return this;
  }

  @Override
  public long timestampMillis() {
    return timestampNanos / 1_000_000;
  }

  @Override
  public String topic() {
    return topic;
  }

  @Override
  public int size(int field) {
    int own = ownSize(field);
    return own == 0 && (otherwise[field] != null || field == timestampField) ? 1 : own;
  }

  private int ownSize(int field) {
    return slotOf[field] < 0 ? 0 : slots.size(slotOf[field]);
  }

  @Override
  public ValueKind kind(int field, int index) {
    if (ownSize(field) == 0 || field == levelField) {
      return ValueKind.STRING;
    }
    return slots.kind(slots.value(slotOf[field], index));
  }

  @Override
  public Utf8 text(int field, int index) {
    if (field == timestampField) {
      return text.set(iso, 0, IsoTimestamp.write(timestampNanos, iso));
    }
    Utf8 fixed = otherwise[field];
    if (fixed != null && ownSize(field) == 0) {
      return fixed;
    }
    Utf8 raw = raw(slots.value(slotOf[field], index));
    return field == levelField ? level(raw) : raw;
  }

  /** A value's text by its number. */
  Utf8 raw(int value) {
    int from = slots.from(value);
    int length = slots.to(value) - from;
    if (!slots.isEscaped(value)) {
      return text.set(bytes, from, length);
    }
    byte[] plain = Escapes.decode(bytes, from, from + length).getBytes(StandardCharsets.UTF_8);
    return text.set(plain, 0, plain.length);
  }

  private Utf8 level(Utf8 written) {
    int known = spellings.find(written);
    if (known != Utf8Numbers.NONE) {
      return levels.get(known);
    }
    if (levels.size() >= REMEMBERED_LEVELS) {
      spellings.clear();
      levels.clear();
    }
    Utf8 level = Utf8.of(LogLevel.of(written.toString()));
    spellings.add(written);
    levels.add(level);
    return level;
  }

  @Override
  public long integer(int field, int index) {
    if (kind(field, index) != ValueKind.INTEGER) {
      return 0;
    }
    int value = slots.value(slotOf[field], index);
    if (value != readValue) {
      readInteger = parseInteger(slots.from(value), slots.to(value));
      readValue = value;
    }
    return readInteger;
  }

  private long parseInteger(int from, int to) {
    boolean negative = bytes[from] == '-';
    long number = 0;
    // Below zero, because the smallest long has no positive counterpart.
    for (int i = negative ? from + 1 : from; i < to; i++) {
      number = number * 10 - (bytes[i] - '0');
    }
    return negative ? number : -number;
  }

  @Override
  public double decimal(int field, int index) {
    ValueKind kind = kind(field, index);
    return switch (kind) {
      case INTEGER -> integer(field, index);
      case DECIMAL -> decimal(slots.value(slotOf[field], index));
      case STRING, BOOLEAN -> 0;
    };
  }

  /**
   * A decimal: digits and a power of ten that are both exact doubles have a correctly rounded
   * quotient (Clinger, "How to read floating point numbers accurately", 1990).
   */
  private double decimal(int value) {
    int from = slots.from(value);
    int to = slots.to(value);
    long digits = 0;
    int point = to;
    boolean plain = to - from <= EXACT_DIGITS;
    for (int i = from; i < to && plain; i++) {
      byte b = bytes[i];
      if (b == '.') {
        point = i + 1;
      } else if (b >= '0' && b <= '9') {
        digits = digits * 10 + b - '0';
      } else {
        plain = b == '-';
      }
    }
    if (!plain) {
      return Double.parseDouble(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
    }
    double number = digits / POWERS_OF_TEN[to - point];
    return bytes[from] == '-' ? -number : number;
  }

  @Override
  public boolean bool(int field, int index) {
    if (kind(field, index) != ValueKind.BOOLEAN) {
      return false;
    }
    return bytes[slots.from(slots.value(slotOf[field], index))] == 't';
  }
}
