package io.tocsin.sandbox.demo;

import io.tocsin.checkpoints.BucketLocation;
import io.tocsin.checkpoints.CheckpointBucket;
import io.tocsin.cluster.FlinkClient;
import io.tocsin.cluster.JobKind;
import io.tocsin.cluster.JobSubmission;
import io.tocsin.indextemplate.Templates;
import io.tocsin.sandbox.Stack;
import io.tocsin.sandbox.Workspace;
import io.tocsin.settings.TopicNames;
import io.tocsin.setup.Setup;
import io.tocsin.setup.TopicPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.http.HttpHost;
import org.elasticsearch.client.RestClient;

/** The whole system on this machine, with traffic and incidents; one run of it. */
public final class Demo {

  /** Of each job. */
  static final int PARALLELISM = 2;

  private static final int LOG_PARTITIONS = 4;
  private static final int ROUNDS = 500;
  private static final long SEED = 2026;
  private static final Duration HISTORY = Duration.ofMinutes(6);
  private static final Duration JOB_LIMIT = Duration.ofMinutes(4);

  private final DemoOptions options;
  private final Narrator narrator;
  private final Clock clock = Clock.systemUTC();
  private final Tally tally = new Tally(clock);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);
  private final Workspace workspace = Workspace.create();
  private final DemoRules rules;
  private final HeardNotices heard = new HeardNotices();
  private final SaidAlerts said = new SaidAlerts();

  /** A demo that is not started yet. */
  public Demo(DemoOptions options, Narrator narrator) {
    this.options = options;
    this.rules = DemoRules.write(workspace, options.trials());
    this.narrator = narrator;
  }

  /**
   * Starts everything, runs until the length is over or {@link #stop} is called, and ends
   * everything.
   *
   * @throws DemoException if the logs cannot be read or sent, or a job fails
   * @throws io.tocsin.sandbox.process.StartFailedException if a part does not come up
   */
  public Summary run() {
    try (WebhookReceiver receiver = new WebhookReceiver(this::deliver);
        Stack stack = new Stack(workspace, true)) {
      narrator.say("starting Kafka, Elasticsearch, S3 and Flink; logs of each in");
      narrator.more(workspace.directory().toString());
      stack.start(
          (part, after) ->
              narrator.say(
                  "%s is up at %s (%s)"
                      .formatted(part.name(), part.address(), Narrator.seconds(after))));
      setUp(stack);
      Map<JobKind, String> jobs = submit(stack, receiver);
      showAddresses(stack);
      Summary summary = watch(stack, jobs);
      summary.lines().forEach(narrator::more);
      narrator.say("stopping everything");
      return summary;
    } catch (IOException e) {
      throw new DemoException("cannot listen for webhooks: " + e.getMessage(), e);
    } finally {
      end();
    }
  }

  /** Ends a run from another thread; returns when everything is gone. */
  public void stop() {
    stopped.countDown();
    try {
      if (!finished.await(3, TimeUnit.SECONDS)) {
        // It may be in the middle of starting, or of showing its summary: the processes go first.
        workspace.processes().close();
        if (!finished.await(20, TimeUnit.SECONDS)) {
          narrator.say("gave up waiting for an orderly end");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void end() {
    try {
      workspace.delete();
    } finally {
      finished.countDown();
    }
  }

  private void setUp(Stack stack) {
    List<String> done = new ArrayList<>();
    Setup setup = new Setup(done::add);
    Properties kafka = new Properties();
    kafka.put("bootstrap.servers", stack.kafka().bootstrapServers());
    setup.topics(kafka, TopicPlan.standard(DemoFiles.LOGS, LOG_PARTITIONS, 1));
    HttpHost host = HttpHost.create(stack.elasticsearch().uri().toString());
    try (RestClient elasticsearch = RestClient.builder(host).build();
        CheckpointBucket bucket = new CheckpointBucket(location(stack))) {
      setup.templates(elasticsearch, Templates.bundled().all(), false);
      setup.bucket(bucket, Stack.BUCKET);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    narrator.say("set up: " + done.size() + " topics, templates and buckets");
  }

  private static BucketLocation location(Stack stack) {
    return new BucketLocation(
        stack.objectStore().endpoint(),
        stack.objectStore().region(),
        Stack.BUCKET,
        stack.objectStore().accessKey(),
        stack.objectStore().secretKey(),
        true,
        null);
  }

  private Map<JobKind, String> submit(Stack stack, WebhookReceiver receiver) {
    String settings = DemoFiles.write(stack, receiver.uri(), rules.directory()).toString();
    FlinkClient flink = stack.flink().client();
    JobSubmission submission = new JobSubmission(flink, workspace.distribution().jobsJar());
    Map<JobKind, String> jobs = new EnumMap<>(JobKind.class);
    for (JobKind kind : JobKind.values()) {
      JobSubmission.Options how =
          new JobSubmission.Options(List.of(settings), directories(kind), PARALLELISM, null);
      jobs.put(kind, submission.submit(kind, how));
    }
    jobs.forEach((kind, id) -> submission.awaitRunning(kind, id, JOB_LIMIT));
    narrator.say("jobs alerting, pipeline and delivery are running");
    return jobs;
  }

  private static Map<String, String> directories(JobKind kind) {
    String bucket = "s3://" + Stack.BUCKET;
    return Map.of(
        "execution.checkpointing.dir", bucket + "/checkpoints/" + kind.text(),
        "execution.checkpointing.savepoint-dir", bucket + "/savepoints/" + kind.text());
  }

  private void showAddresses(Stack stack) {
    narrator.more("Flink's page    " + stack.flink().address());
    narrator.more("Elasticsearch   " + stack.elasticsearch().address() + "/tocsin-alerts/_search");
    narrator.more(
        "S3              %s, bucket %s, access key %s, secret %s"
            .formatted(
                stack.objectStore().address(),
                Stack.BUCKET,
                stack.objectStore().accessKey(),
                stack.objectStore().secretKey()));
    narrator.more("Kafka           " + stack.kafka().address() + ", topic " + DemoFiles.LOGS);
    narrator.more("rules           " + rules.directory());
    if (options.logs() != null) {
      narrator.more(
          "alerts of logs that are old are recorded and sent to nobody; here they are shown");
    }
    if (options.trials()) {
      narrator.more(
          "after some incidents parts of this are killed, and rules edited: the second half");
    }
    narrator.more(options.length() == null ? "Ctrl-C ends it" : "it ends by itself");
  }

  private Summary watch(Stack stack, Map<JobKind, String> jobs) {
    String broker = stack.kafka().bootstrapServers();
    try (LogFeed feed = openFeed();
        RecordedAlerts recorded =
            new RecordedAlerts(broker, TopicNames.DEFAULT.alerts(), this::record, said);
        LogSender sender = new LogSender(broker, DemoFiles.LOGS, LOG_PARTITIONS, feed, clock);
        Trials trials =
            new Trials(
                new Installation(stack, jobs, rules, sender, heard, said), narrator, tally)) {
      recorded.start();
      sender.start();
      if (options.trials()) {
        trials.start();
      }
      return new Watch(narrator, stack.flink().client(), jobs, sender, trials, tally)
          .until(stopped, options.length());
    } catch (IOException e) {
      throw new DemoException("cannot read " + options.logs() + ": " + e.getMessage(), e);
    }
  }

  private LogFeed openFeed() throws IOException {
    if (options.logs() != null) {
      return new FileFeed(options.logs());
    }
    return new TrafficFeed(
        Incidents.planned(ROUNDS),
        HISTORY,
        SEED,
        incident -> {
          tally.begin(incident);
          narrator.injected(incident);
        },
        incident -> {
          tally.end(incident);
          narrator.ended(incident);
        });
  }

  private void deliver(Notice notice) {
    heard.take(notice);
    tally.take(notice).ifPresent(delay -> narrator.alert(notice, delay));
  }

  private void record(Notice notice) {
    tally.takeRecorded(notice);
    narrator.recorded(notice);
  }
}
