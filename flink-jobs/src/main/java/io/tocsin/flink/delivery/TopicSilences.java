package io.tocsin.flink.delivery;

import io.tocsin.flink.silence.SilencesTopic;
import io.tocsin.silence.Silence;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The silences that the topic holds when the job begins. */
record TopicSilences(Properties kafka, String topic) implements SilencesAtStart {
  private static final Logger LOG = LoggerFactory.getLogger(TopicSilences.class);
  private static final long serialVersionUID = 1L;

  @Override
  public Collection<Silence> read() {
    try {
      return new SilencesTopic(kafka, topic).all();
    } catch (KafkaException e) {
      LOG.warn(
          "alerts are sent before silences are known, for {} cannot be read: {}",
          topic,
          e.getMessage());
      return List.of();
    }
  }
}
