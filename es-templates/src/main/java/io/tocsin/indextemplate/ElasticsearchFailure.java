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

/** Says why Elasticsearch does not do what it was asked, in words that tell what to do. */
public final class ElasticsearchFailure {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ElasticsearchFailure() {}

  /** The addresses of a client's nodes, as they are shown. */
  public static String address(List<Node> nodes) {
    return nodes.stream().map(node -> node.getHost().toURI()).collect(Collectors.joining(", "));
  }

  /** Why nothing was answered at an address, as a sentence without its end. */
  public static String unreachable(IOException failure, String address) {
    return unreachable("Elasticsearch", failure, address);
  }

  /** The same of another server that is reached by the same client. */
  public static String unreachable(String server, IOException failure, String address) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLHandshakeException) {
        return "the certificate of %s at %s is not trusted: name its CA file (%s)"
            .formatted(server, address, cause.getMessage());
      }
      if (cause instanceof SSLException) {
        return "no TLS is spoken at " + address + ": is http meant?";
      }
      if (cause instanceof UnknownHostException) {
        return "no such host: " + address;
      }
      if (cause instanceof ConnectException) {
        return "nothing listens at " + address + ": is " + server + " running there?";
      }
      if (cause instanceof SocketTimeoutException) {
        return server + " at " + address + " did not answer in time";
      }
      if (cause instanceof ConnectionClosedException) {
        return address + " closed the connection: is https needed there?";
      }
    }
    return "cannot talk to " + server + " at " + address + ": " + failure.getMessage();
  }

  /** That the credentials were refused. */
  public static String notAccepted(String address) {
    return "Elasticsearch at " + address + " did not accept the credentials (401)";
  }

  /**
   * The innermost cause in an answer that refuses, which names the fault; the outer ones only say
   * that there was one.
   */
  public static String reason(Response refusal) {
    try {
      JsonNode error = JSON.readTree(EntityUtils.toString(refusal.getEntity())).path("error");
      while (error.path("caused_by").has("reason")) {
        error = error.path("caused_by");
      }
      return error.path("reason").asText(refusal.getStatusLine().getReasonPhrase());
    } catch (IOException | IllegalArgumentException notJson) {
      return refusal.getStatusLine().toString();
    }
  }
}
