package io.tocsin.sandbox.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.checkpoints.BucketLocation;
import io.tocsin.checkpoints.CheckpointBucket;
import io.tocsin.flink.source.RulesDirectory;
import io.tocsin.rule.RuleBundle;
import io.tocsin.sandbox.ObjectStorePart;
import io.tocsin.sandbox.StackExtension;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rules that are kept in a bucket, read as a job reads them. */
@ExtendWith(StackExtension.class)
@Timeout(120)
class RulesOnS3Test {
  private static final String BUCKET = "rules-on-s3";
  private static final Path ROOT = new Path("s3://" + BUCKET + "/team/rules");

  @BeforeEach
  void useTheStore(ObjectStorePart store) throws Exception {
    Configuration configuration = new Configuration();
    Map.of(
            "s3.endpoint", store.endpoint().toString(),
            "s3.region", store.region(),
            "s3.access-key", store.accessKey(),
            "s3.secret-key", store.secretKey(),
            "s3.path-style-access", "true")
        .forEach(configuration::setString);
    FileSystem.initialize(configuration, null);
  }

  @Test
  void filesAreReadAtEveryDepthAndWhatIsGoneIsNot(ObjectStorePart store) throws Exception {
    try (CheckpointBucket bucket =
        new CheckpointBucket(
            new BucketLocation(
                store.endpoint(),
                store.region(),
                BUCKET,
                store.accessKey(),
                store.secretKey(),
                true,
                null))) {
      bucket.make();
    }
    RulesDirectory rules = new RulesDirectory(ROOT);
    assertThat(rules.read().files()).isEmpty();

    write("a.yaml", "rules: []");
    write("payments/b.yml", "rules: [] # b");
    write("payments/README.md", "no rules");
    write(".hidden.yaml", "rules: [");
    RuleBundle both = rules.read();
    assertThat(both.files())
        .containsExactlyInAnyOrder(
            new RuleBundle.File("a.yaml", "rules: []"),
            new RuleBundle.File("payments/b.yml", "rules: [] # b"));
    assertThat(rules.read().version()).isEqualTo(both.version());

    write("a.yaml", "rules: [] # changed");
    assertThat(rules.read().version()).isNotEqualTo(both.version());
    ROOT.getFileSystem().delete(new Path(ROOT, "payments/b.yml"), false);
    assertThat(rules.read().files()).extracting(RuleBundle.File::path).containsExactly("a.yaml");
  }

  private static void write(String name, String text) throws Exception {
    Path file = new Path(ROOT, name);
    try (FSDataOutputStream out =
        file.getFileSystem().create(file, FileSystem.WriteMode.OVERWRITE)) {
      out.write(text.getBytes(UTF_8));
    }
  }
}
