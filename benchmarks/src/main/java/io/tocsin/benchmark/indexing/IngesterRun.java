package io.tocsin.benchmark.indexing;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._helpers.bulk.BulkIngester;
import co.elastic.clients.elasticsearch._helpers.bulk.BulkListener;
import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.json.jackson.JacksonJsonpMapper;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import co.elastic.clients.util.BinaryData;
import io.tocsin.flink.elasticsearch.BulkLimits;
import io.tocsin.flink.elasticsearch.ElasticsearchConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The client's own ingester, with the limits of our sink. */
final class IngesterRun {
  private IngesterRun() {}

  static Duration write(ElasticsearchConnection connection, String stream, List<byte[]> documents)
      throws Exception {
    BulkLimits limits = BulkLimits.standard();
    Failures failures = new Failures();
    long start;
    try (RestClientTransport transport =
        new RestClientTransport(connection.open(), new JacksonJsonpMapper())) {
      ElasticsearchClient client = new ElasticsearchClient(transport);
      start = System.nanoTime();
      try (BulkIngester<Void> ingester =
          BulkIngester.of(
              settings ->
                  settings
                      .client(client)
                      .maxOperations(limits.maxEntries())
                      .maxSize(limits.maxBytes())
                      .maxConcurrentRequests(limits.maxInFlight())
                      .flushInterval(limits.linger().toMillis(), TimeUnit.MILLISECONDS)
                      .listener(failures))) {
        for (int number = 0; number < documents.size(); number++) {
          String id = "logs:0:" + number;
          BinaryData document = BinaryData.of(documents.get(number), "application/json");
          ingester.add(
              operation -> operation.create(it -> it.index(stream).id(id).document(document)));
        }
      }
      long end = System.nanoTime();
      if (failures.count.get() > 0) {
        throw new IllegalStateException(failures.count + " documents were not taken");
      }
      return Duration.ofNanos(end - start);
    }
  }

  private static final class Failures implements BulkListener<Void> {
    private final AtomicLong count = new AtomicLong();

    @Override
    public void beforeBulk(long id, BulkRequest request, List<Void> contexts) {}

    @Override
    public void afterBulk(
        long id, BulkRequest request, List<Void> contexts, BulkResponse response) {
      count.addAndGet(response.items().stream().filter(item -> item.error() != null).count());
    }

    @Override
    public void afterBulk(long id, BulkRequest request, List<Void> contexts, Throwable failure) {
      count.addAndGet(request.operations().size());
    }
  }
}
