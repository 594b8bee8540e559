package io.tocsin.flink.pipeline;

import io.tocsin.document.SourceSpec;
import java.io.Serializable;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Topics whose records are read alike.
 *
 * @param name under which its logs are counted
 * @param topics empty if there is a pattern
 * @param topicPattern fits the whole name of each topic; null if topics are named
 */
public record PipelineSource(
    String name,
    List<String> topics,
    @Nullable Pattern topicPattern,
    SourceSpec spec,
    DropFilters drop)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * Copies the topics.
   *
   * @throws IllegalArgumentException unless there are either topics or a pattern
   */
  public PipelineSource {
    topics = List.copyOf(topics);
    if (topics.isEmpty() == (topicPattern == null)) {
      throw new IllegalArgumentException("expected either topics or a pattern");
    }
  }

  /** Whether records of this topic are read so. */
  boolean covers(String topic) {
    return topicPattern == null ? topics.contains(topic) : topicPattern.matcher(topic).matches();
  }

  /** A regular expression for its topics. */
  String expression() {
    return topicPattern == null
        ? String.join("|", topics.stream().map(Pattern::quote).toList())
        : topicPattern.pattern();
  }
}
