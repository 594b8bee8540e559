package io.tocsin.flink.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.elasticsearch.client.Response;

/**
 * Finds which entries that may be there are there, in whichever backing index of their data stream.
 *
 * <p>A search sees what has been refreshed, so a target is refreshed before it is searched; once
 * will do until there is doubt about entries that were sent since.
 */
final class Lookup {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Ids of one search. Each may be there a few times, and no search returns more than 10,000. */
  private static final int MAX_IDS = 1_000;

  private static final int MAX_HITS = 10_000;

  private final BulkClient client;
  private final AtomicLong doubts = new AtomicLong();

  /** For each target, how many doubts there had been when it was last refreshed. */
  private final Map<String, Long> refreshed = new ConcurrentHashMap<>();

  /** Ids that are looked for in one target. */
  private record Search(String target, List<String> ids) {}

  Lookup(BulkClient client) {
    this.client = client;
  }

  /** Says that entries were sent of which nobody knows what became of them. */
  void doubt() {
    doubts.incrementAndGet();
  }

  /**
   * Those of the entries that are there. All of them are created by id.
   *
   * @return fails with {@link ElasticsearchRefusedException} if it may not search, or with what a
   *     request failed with
   */
  CompletableFuture<List<PendingEntry>> there(List<PendingEntry> entries) {
    List<Search> searches = searches(entries);
    return refresh(searches)
        .thenCompose(done -> search(searches))
        .thenApply(
            found -> entries.stream().filter(each -> found.contains(key(each.entry()))).toList())
        .exceptionallyCompose(failure -> CompletableFuture.failedFuture(explained(failure)));
  }

  private static List<Search> searches(List<PendingEntry> entries) {
    Map<String, List<String>> idsByTarget = new LinkedHashMap<>();
    for (PendingEntry pending : entries) {
      idsByTarget
          .computeIfAbsent(pending.entry().target(), target -> new ArrayList<>())
          .add(String.valueOf(pending.entry().id()));
    }
    List<Search> searches = new ArrayList<>();
    idsByTarget.forEach(
        (target, ids) -> {
          for (int from = 0; from < ids.size(); from += MAX_IDS) {
            int to = Math.min(ids.size(), from + MAX_IDS);
            searches.add(new Search(target, ids.subList(from, to)));
          }
        });
    return searches;
  }

  private CompletableFuture<Void> refresh(List<Search> searches) {
    long known = doubts.get();
    Set<String> targets = new TreeSet<>();
    for (Search search : searches) {
      Long before = refreshed.get(search.target());
      if (before == null || before < known) {
        targets.add(search.target());
      }
    }
    if (targets.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    return client
        .refresh(targets)
        .thenCompose(
            response -> {
              try {
                JsonNode shards = JSON.readTree(response.getEntity().getContent()).at("/_shards");
                if (shards.path("failed").asInt(1) > 0) {
                  throw new IOException("not all shards of " + targets + " were refreshed");
                }
              } catch (IOException e) {
                return CompletableFuture.failedFuture(e);
              }
              targets.forEach(target -> refreshed.merge(target, known, Math::max));
              return CompletableFuture.completedFuture(null);
            });
  }

  private CompletableFuture<Set<List<String>>> search(List<Search> searches) {
    StringBuilder body = new StringBuilder();
    for (Search search : searches) {
      body.append(header(search)).append('\n').append(query(search)).append('\n');
    }
    return client
        .search(body.toString().getBytes(StandardCharsets.UTF_8))
        .thenCompose(response -> found(searches, response));
  }

  private static ObjectNode header(Search search) {
    return JSON.createObjectNode()
        .put("index", search.target())
        .put("ignore_unavailable", true)
        .put("allow_partial_search_results", false);
  }

  private static ObjectNode query(Search search) {
    ObjectNode query = JSON.createObjectNode();
    query.put("size", MAX_HITS).put("_source", false).put("track_total_hits", false);
    query.putArray("sort").add("_doc");
    ArrayNode values = query.putObject("query").putObject("ids").putArray("values");
    search.ids().forEach(values::add);
    return query;
  }

  /** What is there, as target and id. */
  private CompletableFuture<Set<List<String>>> found(List<Search> searches, Response response) {
    try {
      JsonNode answers = JSON.readTree(response.getEntity().getContent()).path("responses");
      if (answers.size() != searches.size()) {
        throw new IOException("expected %d answers".formatted(searches.size()));
      }
      Set<List<String>> found = new HashSet<>();
      for (int i = 0; i < searches.size(); i++) {
        JsonNode answer = answers.get(i);
        if (answer.has("error")) {
          throw failure(answer);
        }
        for (JsonNode hit : answer.path("hits").path("hits")) {
          found.add(List.of(searches.get(i).target(), hit.path("_id").asText()));
        }
      }
      return CompletableFuture.completedFuture(found);
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private IOException failure(JsonNode answer) {
    int status = answer.path("status").asInt();
    String reason = answer.path("error").path("reason").asText();
    return status == 401 || status == 403
        ? notAllowed(new IOException(reason))
        : new IOException("a search for ids failed (%d): %s".formatted(status, reason));
  }

  private Throwable explained(Throwable failure) {
    RequestFailure why = RequestFailure.of(failure);
    return why.status() == 403 ? notAllowed(why.cause()) : why.cause();
  }

  private ElasticsearchRefusedException notAllowed(Throwable cause) {
    return new ElasticsearchRefusedException(
        ("Elasticsearch at %s does not let this user look whether documents are there, which is done"
                + " after a restart: give it the privileges 'read' and 'maintenance' on what it"
                + " writes to")
            .formatted(client.address()),
        cause);
  }

  private static List<String> key(BulkEntry entry) {
    return List.of(entry.target(), String.valueOf(entry.id()));
  }
}
