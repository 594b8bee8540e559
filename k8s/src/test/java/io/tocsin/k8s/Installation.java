package io.tocsin.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.k8s.Pods.Pod;
import io.tocsin.receiver.ReceiversReader;
import io.tocsin.settings.Settings;
import io.tocsin.settings.SettingsReader;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether the jobs find in their pods what {@code tocsin.yaml} tells them, and agree with it. */
final class Installation {
  private static final Pattern FILE = Pattern.compile("/etc/tocsin/[a-z0-9./-]+");
  private static final Pattern ADDRESS = Pattern.compile("\\b([a-z][a-z0-9.-]*):(\\d{2,5})\\b");

  private final Manifests manifests;
  private final Set<String> problems = new LinkedHashSet<>();

  private Installation(Manifests manifests) {
    this.manifests = manifests;
  }

  /** What does not fit. */
  static List<String> problems(Manifests manifests) {
    Installation installation = new Installation(manifests);
    List<JsonNode> jobs = installation.jobs();
    if (jobs.size() != 3) {
      installation.problems.add("expected three jobs, got " + jobs.size());
    }
    jobs.forEach(installation::job);
    Pods.of(manifests).stream()
        .filter(pod -> pod.owner().startsWith("FlinkDeployment"))
        .forEach(installation::pod);
    return List.copyOf(installation.problems);
  }

  /** Application clusters with their job, and jobs of session clusters. */
  private List<JsonNode> jobs() {
    return Stream.concat(
            manifests.ofKind("FlinkDeployment").filter(each -> each.path("spec").has("job")),
            manifests.ofKind("FlinkSessionJob"))
        .toList();
  }

  private void job(JsonNode resource) {
    String label = Manifests.label(resource);
    JsonNode job = resource.path("spec").path("job");
    requireProgram(label, job.path("entryClass").asText());
    Settings settings = settings(label, jobManager(resource), job.at("/args/0").asText());
    if (settings == null) {
      return;
    }
    if (job.has("parallelism") && settings.parallelism() != job.path("parallelism").asInt()) {
      problems.add(label + ": parallelism is not that of tocsin.yaml");
    }
    for (String option :
        List.of("execution.checkpointing.dir", "execution.checkpointing.savepoint-dir")) {
      String directory = resource.path("spec").path("flinkConfiguration").path(option).asText();
      String name = Manifests.name(resource).replaceFirst("^tocsin-", "");
      String kind = option.endsWith("savepoint-dir") ? "savepoints" : "checkpoints";
      String wanted = "s3://%s/%s/%s".formatted(settings.checkpoints().bucket(), kind, name);
      if (!directory.equals(wanted)) {
        problems.add(label + ": " + option + " is not " + wanted);
      }
    }
  }

  private void requireProgram(String label, String entryClass) {
    try {
      Class.forName(entryClass).getMethod("main", String[].class);
    } catch (ReflectiveOperationException e) {
      problems.add(label + ": no program " + entryClass);
    }
  }

  private Pod jobManager(JsonNode resource) {
    String cluster = resource.path("spec").path("deploymentName").asText(Manifests.name(resource));
    return Pods.of(manifests).stream()
        .filter(pod -> pod.owner().equals("FlinkDeployment " + cluster + " jobmanager"))
        .findFirst()
        .orElseThrow();
  }

  private @Nullable Settings settings(String label, Pod pod, String path) {
    MountedFile file = MountedFile.at(manifests, pod, path).orElse(null);
    if (file == null) {
      problems.add(label + ": no file " + path);
      return null;
    }
    Diagnostics diagnostics = new Diagnostics();
    Settings settings = SettingsReader.read(path, file.text(manifests), diagnostics);
    if (!diagnostics.list().isEmpty()) {
      problems.add(label + ": " + diagnostics.render());
    }
    return settings;
  }

  /** Every file and every service that settings and receivers name is there for the pod. */
  private void pod(Pod pod) {
    String settings =
        MountedFile.at(manifests, pod, "/etc/tocsin/settings/tocsin.yaml")
            .map(file -> file.text(manifests))
            .orElse("");
    String receivers =
        MountedFile.at(manifests, pod, "/etc/tocsin/receivers/receivers.yaml")
            .map(file -> file.text(manifests))
            .orElse("");
    Diagnostics diagnostics = new Diagnostics();
    ReceiversReader.read("receivers.yaml", receivers, diagnostics);
    if (!diagnostics.list().isEmpty()) {
      problems.add(pod.owner() + ": " + diagnostics.render());
    }
    Matcher files = FILE.matcher(withoutComments(settings + receivers));
    while (files.find()) {
      if (MountedFile.at(manifests, pod, files.group()).isEmpty()) {
        problems.add(pod.owner() + ": no file " + files.group());
      }
    }
    Matcher addresses = ADDRESS.matcher(withoutComments(settings + receivers));
    while (addresses.find()) {
      service(pod.owner(), addresses.group(1), addresses.group(2));
    }
  }

  /** Names with a dot are hosts outside, and localhost is the reader's own machine. */
  private void service(String label, String host, String port) {
    if (host.contains(".") || host.equals("localhost")) {
      return;
    }
    Set<String> ports =
        manifests.find("Service", host).stream()
            .flatMap(
                service -> service.path("spec").path("ports").findValuesAsText("port").stream())
            .collect(Collectors.toSet());
    if (!ports.contains(port)) {
      problems.add(label + ": no Service " + host + " with port " + port);
    }
  }

  private static String withoutComments(String yaml) {
    return yaml.replaceAll("(?m)(^|\\s)#.*$", "");
  }
}
