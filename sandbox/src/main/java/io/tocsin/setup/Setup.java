package io.tocsin.setup;

import io.tocsin.checkpoints.CheckpointBucket;
import io.tocsin.checkpoints.Tidiness;
import io.tocsin.indextemplate.Installation;
import io.tocsin.indextemplate.StreamRetention;
import io.tocsin.indextemplate.Template;
import io.tocsin.indextemplate.TemplateInstallException;
import io.tocsin.indextemplate.TemplateInstaller;
import io.tocsin.kibana.KibanaException;
import io.tocsin.kibana.KibanaImport;
import io.tocsin.kibana.KibanaImporter;
import io.tocsin.kibana.KibanaObjects;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.elasticsearch.client.RestClient;

/** Makes or updates what jobs need in Kafka, Elasticsearch and S3, one after the other. */
public final class Setup {

  private final Consumer<String> progress;

  /**
   * A setup that tells what it did.
   *
   * @param progress takes a line for each thing
   */
  public Setup(Consumer<String> progress) {
    this.progress = progress;
  }

  /**
   * Makes the topics that are missing.
   *
   * @param kafka client properties, with {@code bootstrap.servers}
   * @throws SetupException if Kafka is unreachable or refuses
   */
  public void topics(Properties kafka, List<TopicPlan> plans) {
    new Topics(kafka).ensure(plans).forEach(progress);
  }

  /**
   * Installs templates, and brings the retention of data streams that are there to theirs.
   *
   * @param force whether what others made or changed is overwritten
   * @throws SetupException if Elasticsearch is unreachable or refuses
   */
  public void templates(RestClient elasticsearch, List<Template> templates, boolean force) {
    try {
      for (Installation done : new TemplateInstaller(elasticsearch).install(templates, force)) {
        progress.accept("template " + done.name() + " " + words(done.outcome()));
        done.streams().stream().map(Setup::words).forEach(progress);
      }
    } catch (TemplateInstallException e) {
      throw new SetupException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Imports data views and saved searches into Kibana.
   *
   * @param force whether what is there already is overwritten
   * @throws SetupException if Kibana is unreachable or refuses
   */
  public void kibana(RestClient kibana, KibanaObjects objects, boolean force) {
    try {
      for (KibanaImport done : new KibanaImporter(kibana).install(objects, force)) {
        boolean kept = done.outcome() == KibanaImport.Outcome.KEPT;
        progress.accept(
            "%s %s %s"
                .formatted(
                    done.object().kind(),
                    done.object().id(),
                    kept ? "is there; --force overwrites it" : "imported"));
      }
    } catch (KibanaException e) {
      throw new SetupException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Makes the bucket if there is none, checks that it can be used, and sees to it that nothing
   * stays there that was given up.
   *
   * @throws io.tocsin.checkpoints.BucketException if it cannot
   */
  public void bucket(CheckpointBucket bucket, String name) {
    boolean made = bucket.make();
    bucket.check();
    String tidiness = words(bucket.tidy());
    progress.accept(
        "bucket " + name + (made ? " made" : " is there") + " and can be written" + tidiness);
  }

  private static String words(Tidiness tidiness) {
    return switch (tidiness) {
      case TIDY -> "; what is given up there goes after a day";
      case UPLOADS_ARE_THE_SERVERS ->
          "; uploads that are given up are the server's to remove, as MinIO does after a day";
      case NO_LIFECYCLE -> "; it knows no lifecycles, so uploads that are given up stay";
      case NOT_ALLOWED -> "; its lifecycle stays, since the keys may not set it";
    };
  }

  private static String words(StreamRetention retention) {
    if (retention instanceof StreamRetention.Changed changed) {
      return "data stream %s keeps its documents for %s instead of %s"
          .formatted(changed.stream(), changed.after(), changed.before());
    }
    if (retention instanceof StreamRetention.Kept kept) {
      return "data stream %s keeps its documents for %s, not %s as its template says; --force changes it"
          .formatted(kept.stream(), kept.retention(), kept.wanted());
    }
    StreamRetention.Refused refused = (StreamRetention.Refused) retention;
    return "retention of existing data streams %s stays: %s"
        .formatted(refused.streams(), refused.reason());
  }

  private static String words(Installation.Outcome outcome) {
    return switch (outcome) {
      case CREATED -> "made";
      case UPDATED -> "updated";
      case UNCHANGED -> "is there";
      case KEPT_NEWER -> "stays: a newer one is installed";
      case KEPT_EDITED -> "stays: it was changed by hand; --force overwrites it";
      case KEPT_FOREIGN -> "stays: it is not Tocsin's; --force overwrites it";
    };
  }
}
