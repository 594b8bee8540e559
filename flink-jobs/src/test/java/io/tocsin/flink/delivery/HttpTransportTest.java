package io.tocsin.flink.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.message.Links;
import io.tocsin.message.Notice;
import io.tocsin.message.Notification;
import io.tocsin.message.TestingAlerts;
import io.tocsin.message.Writing;
import io.tocsin.notify.Answer;
import io.tocsin.receiver.Receiver;
import io.tocsin.receiver.Receivers;
import io.tocsin.receiver.ReceiversReader;
import io.tocsin.receiver.SecretSource;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpTransportTest {
  private static final String PASSWORD = "changeit";

  @TempDir static Path directory;
  private static HttpsServer server;
  private static Path ca;

  /** A server whose certificate nobody knows; the JDK's own tool makes it. */
  @BeforeAll
  static void start() throws Exception {
    Path store = directory.resolve("server.p12");
    ca = directory.resolve("ca.pem");
    keytool(
        store,
        "-genkeypair",
        "-dname",
        "CN=127.0.0.1",
        "-ext",
        "SAN=IP:127.0.0.1",
        "-keyalg",
        "EC");
    keytool(store, "-exportcert", "-rfc", "-file", ca.toString());
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          String path = exchange.getRequestURI().getPath();
          if (path.equals("/elsewhere")) {
            exchange.getResponseHeaders().add("Location", "/hook");
          }
          exchange.sendResponseHeaders(path.equals("/elsewhere") ? 302 : 200, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  private static void keytool(Path store, String... arguments) throws Exception {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    line.addAll(List.of(arguments));
    line.addAll(List.of("-alias", "server", "-storetype", "PKCS12"));
    line.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(output).isZero();
  }

  private static Answer send(String path, String more) throws Exception {
    Diagnostics diagnostics = new Diagnostics();
    Receivers receivers =
        ReceiversReader.read(
            "receivers.yaml",
            "receivers: {a: {webhook: {url: 'https://127.0.0.1:%d%s'%s}}}"
                .formatted(server.getAddress().getPort(), path, more),
            diagnostics);
    assertThat(diagnostics.render()).isEmpty();
    Receiver receiver = Objects.requireNonNull(receivers.get("a"));
    Notice notice = new Notice(Notice.Status.FIRING, TestingAlerts.alert("a", "b").fired().alert());
    Notification notification = new Notification("a", Map.of(), List.of(notice), 0, 0);
    try (HttpTransport transport =
        new HttpTransport(new Writing(Links.NONE, SecretSource.PROCESS), SecretSource.PROCESS)) {
      return transport.send(receiver, notification, 0).get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void aCertificateOfAnAuthorityThatTheReceiverNamesIsTrusted() throws Exception {
    assertThat(send("/hook", ", ca: '" + ca + "'")).isEqualTo(new Answer.Taken());
  }

  @Test
  void aCertificateOfNobodyIsNot() throws Exception {
    assertThat(send("/hook", "")).isEqualTo(Answer.none("no connection: SSLHandshakeException"));
  }

  @Test
  void aFileWithoutCertificatesIsSaid() throws Exception {
    Path empty = Files.writeString(directory.resolve("empty.pem"), "");

    assertThat(send("/hook", ", ca: '" + empty + "'"))
        .isEqualTo(Answer.none("no certificate in " + empty));
    assertThat(send("/hook", ", ca: /no/such/file"))
        .isEqualTo(Answer.none("cannot read /no/such/file"));
  }

  @Test
  void nobodyIsSentElsewhere() throws Exception {
    assertThat(send("/elsewhere", ", ca: '" + ca + "'"))
        .isEqualTo(new Answer.Refused("status 302"));
  }

  @Test
  void aSecretThatCannotBeHadIsNamed() throws Exception {
    assertThat(send("/hook", ", bearer: '${env:TOCSIN_NO_SUCH_VARIABLE}'"))
        .isEqualTo(Answer.none("environment variable TOCSIN_NO_SUCH_VARIABLE is not set"));
  }
}
