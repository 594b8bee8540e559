package io.tocsin.flink.alerting;

import io.tocsin.settings.SourceSettings;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The topics of one source: those of a list, or those that a pattern fits. */
record Topics(ArrayList<String> names, @Nullable Pattern pattern) implements Serializable {
  private static final long serialVersionUID = 1L;

  static Topics of(SourceSettings source) {
    return new Topics(new ArrayList<>(source.topics()), source.topicPattern());
  }

  boolean covers(String topic) {
    return pattern == null ? names.contains(topic) : pattern.matcher(topic).matches();
  }
}
