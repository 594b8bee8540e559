package io.tocsin.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SecretTest {
  private record Known(Map<String, String> variables, Map<String, String> files)
      implements SecretSource {
    @Override
    public @Nullable String variable(String name) {
      return variables.get(name);
    }

    @Override
    public String file(String path) throws IOException {
      String text = files.get(path);
      if (text == null) {
        throw new NoSuchFileException(path);
      }
      return text;
    }
  }

  private static final SecretSource SOURCE =
      new Known(Map.of("TOKEN", "t0p"), Map.of("/run/key", "s3cret\n"));

  @Test
  void variablesAndFilesStandWhereTheyAreNamed() {
    assertThat(new Secret("https://x/${env:TOKEN}/${file:/run/key}?a=$b").resolve(SOURCE))
        .isEqualTo("https://x/t0p/s3cret?a=$b");
  }

  @Test
  void whatIsShownIsTheReference() {
    assertThat(new Secret("${env:TOKEN}").toString()).doesNotContain("t0p").contains("env:TOKEN");
  }

  @Test
  void aSecretThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> new Secret("${env:NOWHERE}").resolve(SOURCE))
        .isInstanceOf(SecretUnavailableException.class)
        .hasMessage("environment variable NOWHERE is not set");
    assertThatThrownBy(() -> new Secret("${file:/nowhere}").resolve(SOURCE))
        .isInstanceOf(SecretUnavailableException.class)
        .hasMessage("file /nowhere cannot be read");
  }

  @Test
  void credentialsBecomeAHeader() {
    Credentials basic = new Credentials.Basic(new Secret("Aladdin"), new Secret("open sesame"));

    assertThat(basic.header(SOURCE)).isEqualTo("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    assertThat(new Credentials.Bearer(new Secret("${env:TOKEN}")).header(SOURCE))
        .isEqualTo("Bearer t0p");
  }
}
