package io.tocsin.sandbox;

import io.tocsin.sandbox.process.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A certificate for this machine's loopback address, signed by itself.
 *
 * @param store with the key, as PKCS12
 * @param password of the store
 * @param caFile whom to trust, as PEM
 */
public record TestingCertificate(Path store, String password, Path caFile) {

  /** Makes one in this directory. */
  public static TestingCertificate in(Path directory) throws Exception {
    TestingCertificate made =
        new TestingCertificate(
            directory.resolve("key.p12"), "store-password", directory.resolve("ca.pem"));
    made.keytool(
        List.of("-genkeypair", "-keyalg", "EC", "-dname", "CN=tocsin", "-storetype", "PKCS12"),
        List.of("-ext", "san=ip:127.0.0.1", "-ext", "bc=ca:true", "-validity", "2"));
    made.keytool(List.of("-exportcert", "-rfc", "-file", made.caFile.toString()), List.of());
    return made;
  }

  private void keytool(List<String> task, List<String> more) throws Exception {
    List<String> line =
        Stream.of(
                List.of(Programs.javaHome().resolve("bin").resolve("keytool").toString()),
                task,
                List.of("-alias", "key", "-keystore", store.toString(), "-storepass", password),
                more)
            .flatMap(List::stream)
            .toList();
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("keytool failed: " + said);
    }
  }
}
