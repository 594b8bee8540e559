package io.tocsin.aggregate;

import io.tocsin.document.Document;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;

/**
 * The topics of Kafka that logs came from: all up to {@value #MOST}, of more the first by name, so
 * that which are kept does not depend on the order in which they come.
 */
public final class TopicsPartial implements Partial {
  /** More than this many are not told apart. */
  public static final int MOST = 17;

  private final TreeSet<String> topics = new TreeSet<>();

  /** The topic of the log before, since most come from the same. */
  private String latest = "";

  TopicsPartial() {}

  /** The topics, by name. */
  public List<String> topics() {
    return List.copyOf(topics);
  }

  @Override
  public int add(Document document, int field) {
    String topic = document.topic();
    if (!topic.equals(latest)) {
      latest = topic;
      add(topic);
    }
    return 0;
  }

  private void add(String topic) {
    if (topic.isEmpty()) {
      return; // a log from elsewhere
    }
    topics.add(topic);
    if (topics.size() > MOST) {
      topics.pollLast();
    }
  }

  @Override
  public void merge(Partial other) {
    if (!(other instanceof TopicsPartial that)) {
      throw PartialTag.mismatch(this, other);
    }
    List.copyOf(that.topics).forEach(this::add);
  }

  @Override
  public TopicsPartial copy() {
    TopicsPartial copy = new TopicsPartial();
    copy.merge(this);
    return copy;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeByte(PartialTag.TOPICS);
    Varint.write(topics.size(), out);
    for (String topic : topics) {
      out.writeUTF(topic); // Kafka's names have 249 characters at most
    }
  }

  static TopicsPartial readContents(DataInput in) throws IOException {
    TopicsPartial partial = new TopicsPartial();
    for (int left = Varint.readSize(MOST, in); left > 0; left--) {
      partial.topics.add(in.readUTF());
    }
    return partial;
  }
}
