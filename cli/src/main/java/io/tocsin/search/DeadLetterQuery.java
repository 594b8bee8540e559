package io.tocsin.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters.
 *
 * @param stage {@code decode}, {@code index} or {@code deliver}; null for all
 * @param reason null for all
 * @param since found at this time or later; null for all
 */
public record DeadLetterQuery(
    @Nullable String stage, @Nullable String reason, @Nullable Instant since) {

  /** For Elasticsearch: of those that have not been mended. */
  JsonNode open() {
    ObjectNode query = SearchClient.JSON.createObjectNode();
    ObjectNode bool = query.putObject("bool");
    ArrayNode filter = bool.putArray("filter");
    // A letter of any other kind has no stage.
    filter.addObject().putObject("exists").put("field", "deadletter.stage");
    if (stage != null) {
      filter.addObject().putObject("term").put("deadletter.stage", stage);
    }
    if (reason != null) {
      filter.addObject().putObject("term").put("deadletter.reason", reason);
    }
    if (since != null) {
      filter.addObject().putObject("range").putObject("@timestamp").put("gte", since.toString());
    }
    bool.putArray("must_not").addObject().putObject("term").put("deadletter.mended", true);
    return query;
  }
}
