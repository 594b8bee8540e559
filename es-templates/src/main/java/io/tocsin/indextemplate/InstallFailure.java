package io.tocsin.indextemplate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.http.ConnectionClosedException;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.Node;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;

/** Says why an installation failed, in words that tell what to do. */
final class InstallFailure {
  private static final ObjectMapper JSON = new ObjectMapper();

  private InstallFailure() {}

  static TemplateInstallException of(IOException failure, Template template, List<Node> nodes) {
    String address =
        nodes.stream().map(node -> node.getHost().toURI()).collect(Collectors.joining(", "));
    if (failure instanceof ResponseException refused) {
      return new TemplateInstallException(refusal(refused, template, address), failure);
    }
    return new TemplateInstallException(unreachable(failure, address), failure);
  }

  private static String refusal(ResponseException refused, Template template, String address) {
    int status = refused.getResponse().getStatusLine().getStatusCode();
    if (status == 401) {
      return "Elasticsearch at " + address + " did not accept the credentials (401)";
    }
    if (status == 403) {
      return "the user may not install templates in Elasticsearch at "
          + address
          + " (403): it needs the cluster privilege manage_index_templates";
    }
    return "Elasticsearch at %s refused the template %s (%d): %s"
        .formatted(address, template.name(), status, reason(refused.getResponse()));
  }

  /** The innermost cause, which names the fault; the outer ones only say that there was one. */
  private static String reason(Response response) {
    try {
      JsonNode error = JSON.readTree(EntityUtils.toString(response.getEntity())).path("error");
      while (error.path("caused_by").has("reason")) {
        error = error.path("caused_by");
      }
      return error.path("reason").asText(response.getStatusLine().getReasonPhrase());
    } catch (IOException | IllegalArgumentException notJson) {
      return response.getStatusLine().toString();
    }
  }

  private static String unreachable(IOException failure, String address) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLHandshakeException) {
        return "the certificate of Elasticsearch at %s is not trusted: name its CA file (%s)"
            .formatted(address, cause.getMessage());
      }
      if (cause instanceof SSLException) {
        return "no TLS is spoken at " + address + ": is http meant?";
      }
      if (cause instanceof UnknownHostException) {
        return "no such host: " + address;
      }
      if (cause instanceof ConnectException) {
        return "nothing listens at " + address + ": is Elasticsearch running there?";
      }
      if (cause instanceof SocketTimeoutException) {
        return "Elasticsearch at " + address + " did not answer in time";
      }
      if (cause instanceof ConnectionClosedException) {
        return address + " closed the connection: is https needed there?";
      }
    }
    return "cannot talk to Elasticsearch at " + address + ": " + failure.getMessage();
  }
}
