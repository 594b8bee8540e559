package io.tocsin.cli;

import io.tocsin.cluster.FlinkClient;
import java.net.URI;
import picocli.CommandLine.Option;

/** The Flink cluster, for commands that need one. */
final class FlinkOption {

  @Option(
      names = "--flink",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8081",
      description = "The cluster's REST address (unless set: ${DEFAULT-VALUE}).")
  private URI address = URI.create("http://127.0.0.1:8081");

  URI address() {
    return address;
  }

  FlinkClient client() {
    return new FlinkClient(address);
  }
}
