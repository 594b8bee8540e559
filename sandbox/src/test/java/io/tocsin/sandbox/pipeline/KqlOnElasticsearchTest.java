package io.tocsin.sandbox.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Fragment;
import io.tocsin.document.FieldIndex;
import io.tocsin.document.LogReader;
import io.tocsin.document.LogReaders;
import io.tocsin.document.RawRecord;
import io.tocsin.document.ReadStats;
import io.tocsin.document.SourceFormat;
import io.tocsin.document.SourceSpec;
import io.tocsin.field.FieldCatalogue;
import io.tocsin.indextemplate.TemplateInstaller;
import io.tocsin.indextemplate.Templates;
import io.tocsin.kql.Kql;
import io.tocsin.kql.KqlMatcher;
import io.tocsin.kql.KqlParser;
import io.tocsin.kql.KqlToQuery;
import io.tocsin.kql.RandomKql;
import io.tocsin.sandbox.ElasticsearchPart;
import io.tocsin.sandbox.StackExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The same random filters on the same random logs, in-stream and in a real Elasticsearch with our
 * templates, find the same. The logs are read and indexed as the jobs do it.
 *
 * <p>{@code -Dtocsin.kql.cases=100000} tries more filters, {@code -Dtocsin.kql.seed=…} those of one
 * run again.
 */
@ExtendWith(StackExtension.class)
class KqlOnElasticsearchTest {
  private static final int CASES = Integer.getInteger("tocsin.kql.cases", 4_000);
  private static final long SEED = Long.getLong("tocsin.kql.seed", new Random().nextLong());
  private static final int LOGS = 200;
  private static final int FILTERS_AT_ONCE = 250;

  /** A field that no filter asks: what finds a log again. Cheaper to fetch than an id. */
  private static final String NUMBER = "event.sequence";

  private static final String HIT =
      "\"size\":%d,\"stored_fields\":\"_none_\",\"docvalue_fields\":[\"%s\"]"
          .formatted(LOGS, NUMBER);
  private static final String STREAM = "logs-kql-default";
  private static final long TIME = 1_793_000_000_000L;

  /** What no catalogue knows is mapped by its first value; here it is known to be a keyword. */
  private static final FieldCatalogue CATALOGUE =
      RandomKql.catalogue().with("own.yaml", "own.field: keyword", new Diagnostics());

  private static final List<String> MESSAGES =
      List.of(
          "read timeout",
          "Timeout of a read after 5.5 s",
          "java.lang.OutOfMemoryError: heap",
          "connection refused by read-only 10.0.0.1");

  /** What the generator has not: words without a field, and names with stars. */
  private static final List<String> WORDS_AND_PATTERNS =
      List.of(
          "timeout",
          "read timeout",
          "\"read timeout\"",
          "OutOfMemoryError",
          "*OutOfMemoryError",
          "re*d",
          "not read",
          "read and not (timeout or refused)",
          "*",
          "t*r: gold",
          "n*: read",
          "log.*: ERROR",
          "*ote: 5.5",
          "t*r >= gold",
          "*: *");

  private final Random random = new Random(SEED);
  private final RandomKql generator = new RandomKql(random);
  private final List<byte[]> logs = new ArrayList<>();

  @Test
  void findsTheSameLogs(ElasticsearchPart elasticsearch) throws Exception {
    try (TestingIndex index = new TestingIndex(elasticsearch.uri())) {
      var unused =
          new TemplateInstaller(index.client())
              .install(Templates.bundled().withTeamFields(CATALOGUE).all(), false);
      write(index);
      long found = compare(index, WORDS_AND_PATTERNS.stream().map(this::checked).toList());
      assertThat(found).isPositive();
      int tried = 0;
      found = 0;
      while (tried < CASES) {
        List<Kql> filters = filters(Math.min(FILTERS_AT_ONCE, CASES - tried));
        found += compare(index, filters);
        tried += filters.size();
      }
      // Filters that find nothing, or everything, would agree on anything.
      assertThat((double) found / tried / LOGS).isBetween(0.1, 0.9);
    } finally {
      System.out.printf("KQL on Elasticsearch: -Dtocsin.kql.seed=%d%n", SEED);
    }
  }

  /** Compares what some filters find; returns how many logs that is in all. */
  private long compare(TestingIndex index, List<Kql> filters) throws IOException {
    List<Set<Integer>> inElasticsearch = search(index, filters);
    List<Set<Integer>> inStream = match(filters);
    for (int i = 0; i < filters.size(); i++) {
      String filter = filters.get(i).canonical();
      assertThat(inStream.get(i))
          .as(() -> "-Dtocsin.kql.seed=%d%n%s".formatted(SEED, filter))
          .isEqualTo(inElasticsearch.get(i));
    }
    return inStream.stream().mapToLong(Set::size).sum();
  }

  private Kql checked(String text) {
    Diagnostics diagnostics = new Diagnostics();
    Kql filter = KqlParser.parse(Fragment.of(text), CATALOGUE, diagnostics);
    return Objects.requireNonNull(filter, diagnostics::render);
  }

  /** Filters as rules have them: out of a text, and checked. */
  private List<Kql> filters(int count) {
    List<Kql> filters = new ArrayList<>();
    while (filters.size() < count) {
      String text = generator.filter().canonical();
      Kql filter = KqlParser.parse(Fragment.of(text), CATALOGUE, new Diagnostics());
      if (filter != null) {
        filters.add(filter);
      }
    }
    return filters;
  }

  /** Each log with its number, as the pipeline job indexes it. */
  private void write(TestingIndex index) throws IOException {
    var reader =
        LogReaders.json(
            SourceSpec.of(SourceFormat.ECS).withDataStream("kql", "default"), new ReadStats());
    StringBuilder bulk = new StringBuilder();
    for (int number = 0; number < LOGS; number++) {
      String message = MESSAGES.get(random.nextInt(MESSAGES.size()));
      String log = generator.log().put(NUMBER, number).put("message", message).toString();
      logs.add(log.getBytes(StandardCharsets.UTF_8));
      bulk.append("{\"create\":{}}\n");
      var problem =
          reader.read(
              record(number),
              TIME,
              read -> bulk.append(new String(read.json(), StandardCharsets.UTF_8)).append('\n'));
      assertThat(problem).isNull();
    }
    JsonNode answer = index.send("POST", "/" + STREAM + "/_bulk?refresh=true", bulk.toString());
    assertThat(answer.path("errors").asBoolean(true)).as(answer.toString()).isFalse();
  }

  private RawRecord record(int number) {
    return new RawRecord("", 0, number, TIME, logs.get(number));
  }

  private static List<Set<Integer>> search(TestingIndex index, List<Kql> filters)
      throws IOException {
    StringBuilder searches = new StringBuilder();
    for (Kql filter : filters) {
      searches
          .append("{}\n{" + HIT + ",\"query\":")
          .append(KqlToQuery.translate(filter, CATALOGUE))
          .append("}\n");
    }
    JsonNode answer =
        index.send(
            "POST",
            "/"
                + STREAM
                + "/_msearch?filter_path=responses.status,responses.error,responses.hits.hits.fields",
            searches.toString());
    List<Set<Integer>> found = new ArrayList<>();
    for (JsonNode response : answer.path("responses")) {
      assertThat(response.path("error").toString()).isEmpty();
      Set<Integer> numbers = new TreeSet<>();
      response
          .at("/hits/hits")
          .forEach(hit -> numbers.add(hit.path("fields").path(NUMBER).path(0).asInt()));
      found.add(numbers);
    }
    assertThat(found).hasSameSizeAs(filters);
    return found;
  }

  private List<Set<Integer>> match(List<Kql> filters) {
    FieldIndex.Builder fields = FieldIndex.builder();
    List<KqlMatcher> matchers =
        filters.stream().map(filter -> KqlMatcher.compile(filter, CATALOGUE, fields)).toList();
    LogReader reader = LogReaders.create(SourceSpec.of(SourceFormat.ECS), fields.build());
    List<Set<Integer>> found = new ArrayList<>();
    filters.forEach(filter -> found.add(new TreeSet<>()));
    for (int number = 0; number < LOGS; number++) {
      int current = number;
      var problem =
          reader.read(
              record(number),
              TIME,
              log -> {
                for (int i = 0; i < matchers.size(); i++) {
                  if (matchers.get(i).matches(log)) {
                    found.get(i).add(current);
                  }
                }
              });
      assertThat(problem).isNull();
    }
    return found;
  }
}
