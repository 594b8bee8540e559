package io.tocsin.settings;

import io.tocsin.receiver.Secret;
import io.tocsin.receiver.SecretSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * How Kafka is reached.
 *
 * @param bootstrap {@code host:port}, several with commas between
 * @param properties of Kafka's clients, as they are: TLS, SASL and whatever else
 */
public record KafkaSettings(String bootstrap, Map<String, Secret> properties) {

  /** Copies the properties. */
  public KafkaSettings {
    properties = Map.copyOf(new LinkedHashMap<>(properties));
  }

  /**
   * The properties of a client, with {@code bootstrap.servers} and with the secrets in them: not to
   * be printed.
   *
   * @throws io.tocsin.receiver.SecretUnavailableException if a secret cannot be had
   */
  public Properties client(SecretSource secrets) {
    Properties client = new Properties();
    properties.forEach((name, value) -> client.setProperty(name, value.resolve(secrets)));
    client.setProperty("bootstrap.servers", bootstrap);
    return client;
  }

  /** Without the values of the properties, which may be secret. */
  @Override
  public String toString() {
    return "KafkaSettings[bootstrap=" + bootstrap + ", properties=" + properties.keySet() + "]";
  }
}
