package io.tocsin.indextemplate;

import java.io.IOException;
import java.util.List;
import org.elasticsearch.client.Node;
import org.elasticsearch.client.ResponseException;

/** Says why an installation failed, in words that tell what to do. */
final class InstallFailure {
  private InstallFailure() {}

  static TemplateInstallException of(IOException failure, Template template, List<Node> nodes) {
    String address = ElasticsearchFailure.address(nodes);
    if (failure instanceof ResponseException refused) {
      return new TemplateInstallException(refusal(refused, template, address), failure);
    }
    return new TemplateInstallException(
        ElasticsearchFailure.unreachable(failure, address), failure);
  }

  private static String refusal(ResponseException refused, Template template, String address) {
    int status = refused.getResponse().getStatusLine().getStatusCode();
    if (status == 401) {
      return ElasticsearchFailure.notAccepted(address);
    }
    if (status == 403) {
      return "the user may not install templates in Elasticsearch at "
          + address
          + " (403): it needs the cluster privilege manage_index_templates";
    }
    return "Elasticsearch at %s refused the template %s (%d): %s"
        .formatted(
            address, template.name(), status, ElasticsearchFailure.reason(refused.getResponse()));
  }
}
