package io.tocsin.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.AlertsCodec;
import io.tocsin.alert.AlertsRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;
import org.jspecify.annotations.Nullable;

/** Alerts and what has become of them, as Elasticsearch has them. */
public final class AlertSearch {
  private static final ObjectMapper MAPPER = SearchClient.JSON;

  private final SearchClient client;
  private final @Nullable String rule;
  private final int limit;

  /**
   * A search for at most so many.
   *
   * @param client stays the caller's to close
   * @param rule null for all rules
   */
  public AlertSearch(RestClient client, @Nullable String rule, int limit) {
    this.client = new SearchClient(client);
    this.rule = rule;
    this.limit = limit;
  }

  /**
   * Alerts, the newest first.
   *
   * @param all whether also those that are over
   * @throws SearchException if Elasticsearch is not there, or refuses
   */
  public List<AlertRecord> alerts(boolean all) throws IOException {
    ObjectNode query = query();
    if (!all) {
      filter(query).addObject().putObject("term").put("state", "firing");
    }
    List<AlertRecord> alerts = new ArrayList<>();
    for (AlertsRecord record : search("tocsin-alerts", query, "startsAt")) {
      if (record instanceof AlertRecord alert) {
        alerts.add(alert);
      }
    }
    return alerts;
  }

  /**
   * What has happened, the newest last.
   *
   * @throws SearchException if Elasticsearch is not there, or refuses
   */
  public List<AlertsRecord> history() throws IOException {
    List<AlertsRecord> records = search("tocsin-alert-transitions", query(), "@timestamp");
    Collections.reverse(records);
    return records;
  }

  private ObjectNode query() {
    ObjectNode query = MAPPER.createObjectNode();
    query.put("size", limit);
    ArrayNode filter = query.putObject("query").putObject("bool").putArray("filter");
    if (rule != null) {
      filter.addObject().putObject("term").put("rule", rule);
    }
    return query;
  }

  private static ArrayNode filter(ObjectNode query) {
    return (ArrayNode) query.at("/query/bool/filter");
  }

  private List<AlertsRecord> search(String index, ObjectNode query, String newestBy)
      throws IOException {
    ObjectNode sort = query.putArray("sort").addObject().putObject(newestBy);
    sort.put("order", "desc").put("unmapped_type", "date");
    Request request = new Request("POST", "/" + index + "/_search");
    request.addParameter("ignore_unavailable", "true");
    request.setJsonEntity(MAPPER.writeValueAsString(query));
    List<AlertsRecord> records = new ArrayList<>();
    for (JsonNode hit : client.json(request).at("/hits/hits")) {
      AlertsRecord record = AlertsCodec.read(MAPPER.writeValueAsBytes(hit.path("_source")));
      if (record != null) {
        records.add(record);
      }
    }
    return records;
  }
}
