package io.tocsin.sandbox.pipeline;

import static io.tocsin.sandbox.pipeline.TestingSink.entry;
import static io.tocsin.sandbox.pipeline.TestingSink.kept;
import static io.tocsin.sandbox.pipeline.TestingSink.sink;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.flink.elasticsearch.BulkEntry;
import io.tocsin.flink.elasticsearch.ElasticsearchConnection;
import io.tocsin.sandbox.ElasticsearchPart;
import io.tocsin.sandbox.StackExtension;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The sink behind a proxy that mistreats its requests, before an Elasticsearch whose data stream
 * rolls over all the while.
 *
 * <p>{@code -Dtocsin.faults.seconds=120} goes on for longer, {@code -Dtocsin.faults.seed=…} draws
 * the same faults again.
 */
@ExtendWith(StackExtension.class)
@Timeout(600)
class SinkUnderFaultsTest {
  private static final Duration FAULTS =
      Duration.ofSeconds(Integer.getInteger("tocsin.faults.seconds", 15));
  private static final long SEED = Long.getLong("tocsin.faults.seed", new Random().nextLong());
  private static final int FAULT_PERCENT = 50;
  private static final int BATCH = 25;
  private static final int LOGS_A_SECOND = 200;
  private static final Duration BETWEEN_ROLLOVERS = Duration.ofSeconds(3);

  /** How many logs are accepted between one that is refused and the next. */
  private static final int REFUSED_EACH = 97;

  @Test
  void everyDocumentIsThereOnceOrWasRefused(ElasticsearchPart elasticsearch) throws Exception {
    String stream = "logs-faults-default";
    try (TestingIndex index = new TestingIndex(elasticsearch.uri());
        FaultProxy proxy = new FaultProxy(elasticsearch.uri(), new Random(SEED), FAULT_PERCENT);
        StreamExecutionEnvironment env = TestingSink.environment()) {
      index.installTemplates();
      env.enableCheckpointing(500);
      ElasticsearchConnection connection =
          ElasticsearchConnection.to(proxy.uri()).withRequestTimeout(Duration.ofSeconds(1));
      long count = FAULTS.toSeconds() * LOGS_A_SECOND;
      env.fromSequence(0, count - 1)
          .sinkTo(sink(connection, stream, BATCH, number -> log(stream, number)));
      JobClient job = env.executeAsync();
      long end = System.nanoTime() + FAULTS.toNanos();
      Awaitility.await()
          .atMost(FAULTS.plusSeconds(30))
          .pollInterval(BETWEEN_ROLLOVERS)
          .until(
              () -> {
                if (index.count(stream) > 0) {
                  index.rollOver(stream);
                }
                return System.nanoTime() > end || job.getJobExecutionResult().isDone();
              });
      proxy.calm();
      assertThat(job.getJobExecutionResult().get()).isNotNull();

      for (FaultProxy.Fault fault : FaultProxy.Fault.values()) {
        assertThat(proxy.count(fault)).as(fault.name()).isPositive();
      }
      assertThat(index.count(stream)).isEqualTo(count - refused(count).size());
      Set<String> there = index.allIds(stream);
      assertThat(there).hasSize((int) (count - refused(count).size()));
      assertThat(there).doesNotContainAnyElementsOf(refused(count));
      assertThat(kept(stream).stream().map(rejection -> rejection.entry().id()).distinct().toList())
          .containsExactlyInAnyOrderElementsOf(refused(count));
      System.out.printf(
          "Sink under faults: %d documents in %d backing indices, %d turned away, %d delayed, %d cut"
              + " before, %d after%n",
          count,
          index.indices(stream).size(),
          proxy.count(FaultProxy.Fault.TURNED_AWAY),
          proxy.count(FaultProxy.Fault.DELAYED),
          proxy.count(FaultProxy.Fault.CUT_BEFORE),
          proxy.count(FaultProxy.Fault.CUT_AFTER));
    } finally {
      System.out.printf("Sink under faults: -Dtocsin.faults.seed=%d%n", SEED);
    }
  }

  private static BulkEntry log(String stream, long number) {
    return isRefused(number)
        ? entry(stream, number, "\"a text where an object belongs\"")
        : entry(stream, number);
  }

  private static boolean isRefused(long number) {
    return number % REFUSED_EACH == REFUSED_EACH - 1;
  }

  private static Set<String> refused(long count) {
    Set<String> refused = new TreeSet<>();
    for (long number = 0; number < count; number++) {
      if (isRefused(number)) {
        refused.add(Long.toString(number));
      }
    }
    return refused;
  }
}
