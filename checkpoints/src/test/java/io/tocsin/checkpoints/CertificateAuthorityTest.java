package io.tocsin.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.tocsin.checkpoints.BucketException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server whose certificate is signed by nobody that the machine trusts. */
class CertificateAuthorityTest {

  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final byte[] NO_BUCKET =
      "<Error><Code>NoSuchBucket</Code><Message>none</Message></Error>"
          .getBytes(StandardCharsets.UTF_8);

  @TempDir static Path directory;
  private static HttpsServer server;

  @BeforeAll
  static void startServer() throws Exception {
    Path keyStore = directory.resolve("server.p12");
    makeKey(keyStore);
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keyStore)) {
      keys.load(in, PASSWORD);
    }
    String encoded =
        Base64.getMimeEncoder().encodeToString(keys.getCertificate("server").getEncoded());
    Files.writeString(
        directory.resolve("ca.pem"),
        "-----BEGIN CERTIFICATE-----\n" + encoded + "\n-----END CERTIFICATE-----\n");
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context(keys)));
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "application/xml");
          exchange.sendResponseHeaders(404, NO_BUCKET.length);
          exchange.getResponseBody().write(NO_BUCKET);
          exchange.close();
        });
    server.start();
  }

  @AfterAll
  static void stopServer() {
    server.stop(0);
  }

  @Test
  void aCertificateOfAnUnknownAuthorityIsRefusedWithAHint() {
    assertFails(null, Reason.TLS, "name that authority's PEM file");
  }

  @Test
  void withTheAuthoritysFileTheServerIsAsked() {
    assertFails(directory.resolve("ca.pem"), Reason.MISSING, "there is no such bucket");
  }

  @Test
  void aFileThatIsMissingOrHoldsNoCertificateIsNamed() throws IOException {
    Path text = Files.writeString(directory.resolve("text.pem"), "no certificate");

    assertFails(directory.resolve("absent.pem"), Reason.TLS, "no file " + directory);
    assertFails(text, Reason.TLS, "text.pem holds no certificates in PEM form");
  }

  private static void assertFails(@Nullable Path authority, Reason reason, String message) {
    URI endpoint = URI.create("https://localhost:" + server.getAddress().getPort());
    BucketLocation location =
        new BucketLocation(endpoint, "us-east-1", "bucket", "key", "secret", true, authority);
    assertThatThrownBy(
            () -> {
              try (CheckpointBucket bucket = new CheckpointBucket(location)) {
                bucket.check();
              }
            })
        .isInstanceOfSatisfying(
            BucketException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(message);
  }

  private static void makeKey(Path keyStore) throws Exception {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                keyStore.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost")
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
  }

  private static SSLContext context(KeyStore keys) throws Exception {
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }
}
