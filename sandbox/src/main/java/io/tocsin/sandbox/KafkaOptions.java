package io.tocsin.sandbox;

import java.util.List;
import java.util.Map;

/**
 * How a broker is spoken to.
 *
 * @param protocol the protocol of its listener for clients
 * @param broker lines of {@code server.properties} that the protocol takes
 * @param client properties that a client must have, beside the address
 */
public record KafkaOptions(String protocol, List<String> broker, Map<String, String> client) {
  /** Without TLS and passwords. */
  static final KafkaOptions OPEN = new KafkaOptions("PLAINTEXT", List.of(), Map.of());

  /** Copies what it is given. */
  public KafkaOptions {
    broker = List.copyOf(broker);
    client = Map.copyOf(client);
  }
}
