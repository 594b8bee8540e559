package io.tocsin.settings;

import io.tocsin.document.SourceSpec;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Logs that come in some topics in one format.
 *
 * @param topics empty if there is a pattern
 * @param topicPattern fits the whole name of each topic; null if topics are named
 * @param spec how records become logs
 * @param outOfOrderness how far behind the newest log an earlier one may come
 * @param clockMovesOnSilence whether proven silence moves the clock
 * @param silentAfter how long a topic may be without logs; null for as long as it likes
 * @param drop KQL, as written: logs that one of these selects are not indexed. Rules see them
 */
public record SourceSettings(
    String name,
    List<String> topics,
    @Nullable Pattern topicPattern,
    SourceSpec spec,
    Duration outOfOrderness,
    boolean clockMovesOnSilence,
    @Nullable Duration silentAfter,
    List<String> drop) {

  /** Copies the lists. */
  public SourceSettings {
    topics = List.copyOf(topics);
    drop = List.copyOf(drop);
  }

  /** Whether records of this topic are read so. */
  public boolean covers(String topic) {
    return topicPattern == null ? topics.contains(topic) : topicPattern.matcher(topic).matches();
  }
}
