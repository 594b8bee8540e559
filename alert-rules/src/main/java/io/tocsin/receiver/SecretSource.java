package io.tocsin.receiver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where secrets are. */
public interface SecretSource {

  /** The environment and the files of this process. */
  SecretSource PROCESS =
      new SecretSource() {
        @Override
        public @Nullable String variable(String name) {
          return System.getenv(name);
        }

        @Override
        public String file(String path) throws IOException {
          return Files.readString(Path.of(path));
        }
      };

  /** The value of an environment variable; null if it is not set. */
  @Nullable String variable(String name);

  /**
   * What a file holds.
   *
   * @throws IOException if it cannot be read
   */
  String file(String path) throws IOException;
}
