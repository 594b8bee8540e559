package io.tocsin.checkpoints;

import io.tocsin.checkpoints.BucketException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;

/** Makes a client trust the certificates of a PEM file, and no others. */
final class TrustedAuthority {

  private TrustedAuthority() {}

  static void apply(Path pem, OkHttpClient.Builder client) {
    try {
      X509TrustManager trust = trustManager(pem);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trust}, null);
      client.sslSocketFactory(context.getSocketFactory(), trust);
    } catch (NoSuchFileException e) {
      throw new BucketException(
          Reason.TLS, "no file " + pem + " with the certificate authority to trust", e);
    } catch (IOException | GeneralSecurityException e) {
      throw new BucketException(
          Reason.TLS, pem + " holds no certificates in PEM form: " + e.getMessage(), e);
    }
  }

  private static X509TrustManager trustManager(Path pem)
      throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    try (InputStream in = Files.newInputStream(pem)) {
      int number = 0;
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        trusted.setCertificateEntry("ca-" + number++, each);
      }
    }
    if (trusted.size() == 0) {
      throw new GeneralSecurityException("it is empty");
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    for (TrustManager each : factory.getTrustManagers()) {
      if (each instanceof X509TrustManager found) {
        return found;
      }
    }
    throw new GeneralSecurityException("this Java has no trust manager for X.509");
  }
}
