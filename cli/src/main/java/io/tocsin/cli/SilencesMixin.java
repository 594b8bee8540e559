package io.tocsin.cli;

import io.tocsin.flink.silence.SilencesTopic;
import io.tocsin.receiver.SecretSource;
import io.tocsin.settings.Settings;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Mixin;

/** Where silences are, for the commands that need to know. */
final class SilencesMixin {

  @Mixin private SettingsOption settingsFile = new SettingsOption();

  /**
   * Does something with the silences.
   *
   * @throws CommandFailure if Kafka does not answer
   */
  void use(Consumer<SilencesTopic> what) {
    Settings settings = settingsFile.read();
    try {
      what.accept(
          new SilencesTopic(
              settings.kafka().client(SecretSource.PROCESS), settings.topics().silences()));
    } catch (KafkaException e) {
      throw CommandFailure.outside(
          "Kafka at %s: %s; check that it runs, and that 'tocsin setup' has made the topics"
              .formatted(settings.kafka().bootstrap(), e.getMessage()),
          e);
    }
  }
}
