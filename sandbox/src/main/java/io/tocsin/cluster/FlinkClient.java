package io.tocsin.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A Flink cluster's REST API, as far as jobs are submitted and watched.
 *
 * <p>Every method throws {@link FlinkException} if the cluster is unreachable or refuses.
 */
public final class FlinkClient {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration SAVEPOINT_LIMIT = Duration.ofMinutes(5);

  private final FlinkRequests requests;

  /** A client of the cluster at this address, such as {@code http://127.0.0.1:8081}. */
  public FlinkClient(URI rest) {
    requests = new FlinkRequests(rest);
  }

  /**
   * What to run of an uploaded jar.
   *
   * @param mainClass the program
   * @param arguments its arguments
   * @param configuration Flink's own keys, for this job
   * @param parallelism of its operators; 0 for the cluster's own
   * @param from a checkpoint or savepoint to resume from; null to start afresh
   */
  public record Program(
      String mainClass,
      List<String> arguments,
      Map<String, String> configuration,
      int parallelism,
      @Nullable String from) {}

  /** A job that the cluster knows, running or ended. */
  public record Job(String id, String name, JobState state) {}

  /** Where a job stands, in Flink's words. */
  public enum JobState {
    INITIALIZING,
    CREATED,
    RUNNING,
    FAILING,
    FAILED,
    CANCELLING,
    CANCELED,
    FINISHED,
    RESTARTING,
    SUSPENDED,
    RECONCILING;

    /** Whether nothing will change any more. */
    public boolean isFinal() {
      return this == FAILED || this == CANCELED || this == FINISHED;
    }
  }

  /**
   * What a job has checkpointed.
   *
   * @param completed checkpoints since it was started
   * @param failed checkpoints since it was started
   * @param latest where the newest one is; null before the first
   * @param latestBytes how large it is; 0 before the first
   * @param latestMillis how long it took; 0 before the first
   */
  public record Checkpoints(
      long completed, long failed, @Nullable String latest, long latestBytes, long latestMillis) {}

  /** The resource ids of the TaskManagers that are registered. */
  public Set<String> taskManagerIds() {
    Set<String> ids = new TreeSet<>();
    requests.get("/taskmanagers").path("taskmanagers").forEach(each -> ids.add(text(each, "id")));
    return ids;
  }

  /** How many slots are free. */
  public int freeSlots() {
    return requests.get("/overview").path("slots-available").asInt();
  }

  /** Uploads a jar; returns the id by which it can be run. */
  public String uploadJar(Path jar) {
    JsonNode answer = requests.upload("/jars/upload", jar);
    return Path.of(text(answer, "filename")).getFileName().toString();
  }

  /** Runs a program of an uploaded jar; returns the job's id. */
  public String run(String jarId, Program program) {
    ObjectNode body = JSON.createObjectNode();
    body.put("entryClass", program.mainClass());
    program.arguments().forEach(body.withArray("programArgsList")::add);
    ObjectNode configuration = body.putObject("flinkConfiguration");
    program.configuration().forEach(configuration::put);
    if (program.parallelism() > 0) {
      body.put("parallelism", program.parallelism());
    }
    if (program.from() != null) {
      // The job may be resumed from the same checkpoint again, so it is not its to delete.
      body.put("savepointPath", program.from()).put("claimMode", "NO_CLAIM");
    }
    return text(requests.post("/jars/" + jarId + "/run", body), "jobid");
  }

  /** All jobs that the cluster remembers. */
  public List<Job> jobs() {
    List<Job> jobs = new ArrayList<>();
    for (JsonNode job : requests.get("/jobs/overview").path("jobs")) {
      jobs.add(new Job(text(job, "jid"), text(job, "name"), state(job)));
    }
    return jobs;
  }

  /** One of our jobs, where it has not ended; the first that Flink names if it runs twice. */
  public Optional<Job> running(JobKind kind) {
    return jobs().stream()
        .filter(job -> job.name().equals(kind.flinkName()) && !job.state().isFinal())
        .findFirst();
  }

  /** Where a job stands. */
  public JobState state(String jobId) {
    return state(requests.get("/jobs/" + jobId));
  }

  /** Whether every task of the job runs; a job is {@code RUNNING} while its tasks are deployed. */
  public boolean isFullyRunning(String jobId) {
    JsonNode job = requests.get("/jobs/" + jobId);
    for (JsonNode vertex : job.path("vertices")) {
      if (!text(vertex, "status").equals("RUNNING")) {
        return false;
      }
    }
    return state(job) == JobState.RUNNING;
  }

  /** What a job has checkpointed. */
  public Checkpoints checkpoints(String jobId) {
    JsonNode answer = requests.get("/jobs/" + jobId + "/checkpoints");
    JsonNode newest = answer.path("latest").path("completed");
    JsonNode latest = newest.path("external_path");
    return new Checkpoints(
        answer.path("counts").path("completed").asLong(),
        answer.path("counts").path("failed").asLong(),
        latest.isTextual() ? latest.asText() : null,
        newest.path("state_size").asLong(),
        newest.path("end_to_end_duration").asLong());
  }

  /** The heap that the TaskManager with the most uses, garbage included, in bytes. */
  public long taskManagerHeap() {
    long most = 0;
    String query = "/taskmanagers/metrics?agg=max&get=Status.JVM.Memory.Heap.Used";
    for (JsonNode metric : requests.get(query)) {
      most = Math.max(most, (long) metric.path("max").asDouble());
    }
    return most;
  }

  /** How many records the sources of a job have read since it was started, as its metrics say. */
  public long recordsRead(String jobId) {
    long sum = 0;
    for (JsonNode vertex : requests.get("/jobs/" + jobId).path("vertices")) {
      String metrics = "/jobs/" + jobId + "/vertices/" + text(vertex, "id") + "/subtasks/metrics";
      for (JsonNode metric : requests.get(metrics)) {
        String id = text(metric, "id");
        if (id.startsWith("Source__") && id.endsWith(".numRecordsIn")) {
          String query = "?agg=sum&get=" + URLEncoder.encode(id, StandardCharsets.UTF_8);
          for (JsonNode value : requests.get(metrics + query)) {
            sum += (long) value.path("sum").asDouble();
          }
        }
      }
    }
    return sum;
  }

  /** The newest failure of a job, first line only; empty if it never failed. */
  public Optional<String> failure(String jobId) {
    JsonNode entries =
        requests.get("/jobs/" + jobId + "/exceptions").path("exceptionHistory").path("entries");
    return entries.isEmpty()
        ? Optional.empty()
        : Optional.of(StackTraces.rootCause(entries.get(0).path("stacktrace").asText()));
  }

  /** Stops a job with a savepoint in the cluster's savepoint directory; returns where it is. */
  public String stopWithSavepoint(String jobId) {
    return stopWithSavepoint(jobId, null);
  }

  /**
   * Stops a job with a savepoint; returns where it is.
   *
   * @param directory below which it is written; null for the cluster's own, since Flink does not
   *     look at the one that the job was submitted with
   */
  public String stopWithSavepoint(String jobId, @Nullable String directory) {
    ObjectNode body = JSON.createObjectNode().put("drain", false);
    if (directory != null) {
      body.put("targetDirectory", directory);
    }
    String trigger = text(requests.post("/jobs/" + jobId + "/stop", body), "request-id");
    JsonNode operation =
        Polling.await(
            "the savepoint of job " + jobId,
            SAVEPOINT_LIMIT,
            () -> completed("/jobs/" + jobId + "/savepoints/" + trigger));
    if (!operation.has("location")) {
      throw new FlinkException(
          "no savepoint of job "
              + jobId
              + ": "
              + StackTraces.rootCause(
                  operation.path("failure-cause").path("stack-trace").asText()));
    }
    return text(operation, "location");
  }

  private Optional<JsonNode> completed(String path) {
    JsonNode answer = requests.get(path);
    return text(answer.path("status"), "id").equals("COMPLETED")
        ? Optional.of(answer.path("operation"))
        : Optional.empty();
  }

  /** Cancels a job; it ends a moment later. */
  public void cancel(String jobId) {
    requests.patch("/jobs/" + jobId + "?mode=cancel");
  }

  private static JobState state(JsonNode job) {
    return JobState.valueOf(text(job, "state").toUpperCase(Locale.ROOT));
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isTextual()) {
      throw new FlinkException("Flink's answer has no '" + field + "': " + node);
    }
    return value.asText();
  }
}
