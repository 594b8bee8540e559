package io.tocsin.indextemplate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.indextemplate.Installation.Outcome;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;
import org.jspecify.annotations.Nullable;

/**
 * Brings the templates of a cluster up to date; safe to repeat.
 *
 * <p>A template carries in its {@code _meta} that it is ours and a hash of what it said when it was
 * installed. So one that somebody else made under our name, and one of ours that was changed by
 * hand, are known from one that is merely old, and stay as they are unless that is forced.
 *
 * <p>Templates apply to new indices: a data stream that exists takes them up at its next rollover,
 * but its retention never. That is changed beside its template, see {@link StreamRetention}.
 */
public final class TemplateInstaller {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OWNER = "tocsin";

  private final RestClient client;
  private final StreamRetentions retentions;

  /**
   * An installer for one cluster.
   *
   * @param client stays the caller's to close
   */
  public TemplateInstaller(RestClient client) {
    this.client = client;
    this.retentions = new StreamRetentions(client);
  }

  /**
   * Installs the templates in their order.
   *
   * @param force whether what is newer, not ours, or changed by hand is overwritten too
   * @return what became of each, in the same order
   * @throws TemplateInstallException if Elasticsearch cannot be reached or refuses; the templates
   *     before the one that it refused are installed
   */
  public List<Installation> install(List<Template> templates, boolean force)
      throws TemplateInstallException {
    List<Installation> done = new ArrayList<>();
    for (Template template : templates) {
      try {
        done.add(install(template, force));
      } catch (IOException e) {
        throw InstallFailure.of(e, template, client.getNodes());
      }
    }
    return done;
  }

  private Installation install(Template template, boolean force) throws IOException {
    JsonNode existing = find(template);
    Outcome outcome = existing == null ? Outcome.CREATED : compare(template, existing);
    if (existing != null && template.onlyIfAbsent()) {
      outcome = Outcome.UNCHANGED;
    }
    if (existing != null && outcome.kept() && force) {
      outcome = Outcome.UPDATED;
    }
    List<StreamRetention> streams =
        existing == null || outcome.kept()
            ? List.of()
            : retentions.follow(template, existing, force);
    if (outcome == Outcome.CREATED || outcome == Outcome.UPDATED) {
      put(template);
      return new Installation(
          template.kind(), template.name(), outcome, template.version(), streams);
    }
    long version = existing == null ? 0 : existing.path("version").asLong();
    return new Installation(template.kind(), template.name(), outcome, version, streams);
  }

  private static Outcome compare(Template wanted, JsonNode existing) {
    JsonNode meta = existing.path("_meta");
    if (!meta.path("managed_by").asText().equals(OWNER)) {
      return Outcome.KEPT_FOREIGN;
    }
    if (existing.path("version").asLong() > wanted.version()) {
      return Outcome.KEPT_NEWER;
    }
    String installed = meta.path("fingerprint").asText();
    if (!installed.equals(Fingerprint.of(existing))) {
      return Outcome.KEPT_EDITED;
    }
    boolean same =
        existing.path("version").asLong() == wanted.version()
            && installed.equals(Fingerprint.of(wanted.body()));
    return same ? Outcome.UNCHANGED : Outcome.UPDATED;
  }

  private @Nullable JsonNode find(Template template) throws IOException {
    try {
      Response response = client.performRequest(new Request("GET", path(template)));
      JsonNode list =
          JSON.readTree(response.getEntity().getContent()).path(template.kind().listKey());
      return list.isEmpty() ? null : list.get(0).path(template.kind().itemKey());
    } catch (ResponseException e) {
      if (e.getResponse().getStatusLine().getStatusCode() == 404) {
        return null;
      }
      throw e;
    }
  }

  private void put(Template template) throws IOException {
    ObjectNode body = template.body().deepCopy();
    ObjectNode meta = body.withObject("/_meta");
    meta.put("managed_by", OWNER).put("fingerprint", Fingerprint.of(template.body()));
    Request request = new Request("PUT", path(template));
    request.setJsonEntity(JSON.writeValueAsString(body));
    client.performRequest(request);
  }

  private static String path(Template template) {
    String name = URLEncoder.encode(template.name(), StandardCharsets.UTF_8);
    return '/' + template.kind().endpoint() + '/' + name;
  }
}
