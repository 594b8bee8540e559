package io.tocsin.benchmark.measure;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/**
 * What this process has used up to a moment.
 *
 * @param nanos the time, by a clock that only goes on
 * @param cpuNanos processor time of all threads
 * @param allocatedBytes by the threads that are alive
 * @param gcMillis time in which garbage was collected
 */
public record Usage(long nanos, long cpuNanos, long allocatedBytes, long gcMillis) {

  /** Up to now. */
  public static Usage now() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allocated = 0;
    for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
      allocated += Math.max(0, bytes);
    }
    long gc = 0;
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      gc += collector.getCollectionTime();
    }
    return new Usage(System.nanoTime(), system.getProcessCpuTime(), allocated, gc);
  }

  /** What was used since an earlier moment. */
  public Usage since(Usage earlier) {
    return new Usage(
        nanos - earlier.nanos,
        cpuNanos - earlier.cpuNanos,
        allocatedBytes - earlier.allocatedBytes,
        gcMillis - earlier.gcMillis);
  }
}
