package io.tocsin.sandbox;

import java.util.List;

/**
 * How the memory of Flink's processes is divided, in megabytes.
 *
 * <p>A TaskManager that is started without Flink's shell scripts takes no total: every share must
 * be spelled out to it, and the JVM's flags must fit.
 */
final class FlinkMemory {

  private static final int JOB_HEAP = 384;
  private static final int JOB_OFF_HEAP = 64;
  private static final int JOB_METASPACE = 224;
  private static final int JOB_OVERHEAD = 96;

  private static final int TASK_FRAMEWORK_HEAP = 96;
  private static final int TASK_HEAP = 384;
  private static final int TASK_FRAMEWORK_OFF_HEAP = 96;
  private static final int TASK_OFF_HEAP = 32;
  private static final int TASK_NETWORK = 64;
  private static final int TASK_MANAGED = 64;
  // Each job's classes are loaded once more by the class loader of each job.
  private static final int TASK_METASPACE = 256;
  private static final int TASK_OVERHEAD = 96;

  private FlinkMemory() {}

  /** Flags for the JobManager's JVM. */
  static List<String> jobManagerFlags() {
    return List.of(
        "-Xms" + JOB_HEAP + "m",
        "-Xmx" + JOB_HEAP + "m",
        // It works hard only while it starts; the better compiler would only be in the way then.
        "-XX:TieredStopAtLevel=1",
        "-XX:MaxMetaspaceSize=" + JOB_METASPACE + "m");
  }

  /** Options of Flink's own that agree with {@link #jobManagerFlags}. */
  static List<String> jobManagerOptions() {
    return List.of(
        "-D", "jobmanager.memory.heap.size=" + JOB_HEAP + "m",
        "-D", "jobmanager.memory.off-heap.size=" + JOB_OFF_HEAP + "m",
        "-D", "jobmanager.memory.jvm-metaspace.size=" + JOB_METASPACE + "m",
        "-D", "jobmanager.memory.jvm-overhead.min=" + JOB_OVERHEAD + "m",
        "-D", "jobmanager.memory.jvm-overhead.max=" + JOB_OVERHEAD + "m");
  }

  /** Flags for a TaskManager's JVM. */
  static List<String> taskManagerFlags() {
    int heap = TASK_FRAMEWORK_HEAP + TASK_HEAP;
    return List.of(
        "-Xms" + heap + "m",
        "-Xmx" + heap + "m",
        "-XX:MaxDirectMemorySize=" + (TASK_FRAMEWORK_OFF_HEAP + TASK_OFF_HEAP + TASK_NETWORK) + "m",
        "-XX:MaxMetaspaceSize=" + TASK_METASPACE + "m");
  }

  /** Options of Flink's own that agree with {@link #taskManagerFlags}. */
  static List<String> taskManagerOptions() {
    return List.of(
        "-D", "taskmanager.cpu.cores=1.0",
        "-D", "taskmanager.memory.framework.heap.size=" + TASK_FRAMEWORK_HEAP + "m",
        "-D", "taskmanager.memory.task.heap.size=" + TASK_HEAP + "m",
        "-D", "taskmanager.memory.framework.off-heap.size=" + TASK_FRAMEWORK_OFF_HEAP + "m",
        "-D", "taskmanager.memory.task.off-heap.size=" + TASK_OFF_HEAP + "m",
        "-D", "taskmanager.memory.network.min=" + TASK_NETWORK + "m",
        "-D", "taskmanager.memory.network.max=" + TASK_NETWORK + "m",
        "-D", "taskmanager.memory.managed.size=" + TASK_MANAGED + "m",
        "-D", "taskmanager.memory.jvm-metaspace.size=" + TASK_METASPACE + "m",
        "-D", "taskmanager.memory.jvm-overhead.min=" + TASK_OVERHEAD + "m",
        "-D", "taskmanager.memory.jvm-overhead.max=" + TASK_OVERHEAD + "m");
  }
}
