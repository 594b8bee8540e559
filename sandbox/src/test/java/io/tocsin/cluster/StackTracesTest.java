package io.tocsin.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StackTracesTest {

  @Test
  void theInnermostCauseIsWhatIsTold() {
    String trace =
        """
        org.apache.flink.util.FlinkException: Failed to execute job
        	at org.apache.flink.Foo.bar(Foo.java:1)
        Caused by: java.net.ConnectException: Connection refused: /127.0.0.1:9092
        	at java.base/Net.connect(Native Method)
        """;

    assertThat(StackTraces.rootCause(trace))
        .isEqualTo("ConnectException: Connection refused: /127.0.0.1:9092");
  }

  @Test
  void aMessageThatIsNoTraceIsKept() {
    assertThat(StackTraces.rootCause("no such job: 0f")).isEqualTo("no such job: 0f");
    assertThat(StackTraces.rootCause("")).isEqualTo("no reason given");
  }
}
