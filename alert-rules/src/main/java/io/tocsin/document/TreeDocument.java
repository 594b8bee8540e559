package io.tocsin.document;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The view of a log that was read into a tree. */
final class TreeDocument implements Document {
  private final String topic;
  private final FieldSelector selector;
  private final List<List<Leaf>> values;
  private final Utf8 text = new Utf8();
  private long timestampMillis;

  /** Shows logs of a topic of Kafka; empty for those from elsewhere. */
  TreeDocument(FieldIndex fields, String topic) {
    this.topic = topic;
    this.selector = new FieldSelector(fields);
    this.values = new ArrayList<>(fields.size());
    for (int i = 0; i < fields.size(); i++) {
      values.add(new ArrayList<>());
    }
  }

  /** Shows another log. */
  TreeDocument show(Branch log, long timestampNanos) {
    timestampMillis = timestampNanos / 1_000_000;
    values.forEach(List::clear);
    selector.select(log, values);
    return this;
  }

  @Override
  public long timestampMillis() {
    return timestampMillis;
  }

  @Override
  public String topic() {
    return topic;
  }

  @Override
  public int size(int field) {
    return values.get(field).size();
  }

  @Override
  public ValueKind kind(int field, int index) {
    return leaf(field, index).kind();
  }

  @Override
  public Utf8 text(int field, int index) {
    byte[] bytes = leaf(field, index).text().getBytes(StandardCharsets.UTF_8);
    return text.set(bytes, 0, bytes.length);
  }

  @Override
  public long integer(int field, int index) {
    return leaf(field, index).integer();
  }

  @Override
  public double decimal(int field, int index) {
    return leaf(field, index).decimal();
  }

  @Override
  public boolean bool(int field, int index) {
    return leaf(field, index).equals(Leaf.TRUE);
  }

  private Leaf leaf(int field, int index) {
    return values.get(field).get(index);
  }
}
