/**
 * Processes that cannot outlive whoever started them.
 *
 * <p>Each runs under a small shell script, the guard, that ends it with all its children when the
 * starter closes a pipe or is gone, also by {@code kill -9}. What it prints goes to a file, the
 * last lines of which explain a failed start.
 *
 * <pre>{@code
 * ProcessGroup processes = new ProcessGroup();
 * GuardedProcess broker = processes.start(new Command("broker", line, workDirectory));
 * broker.awaitReady(Duration.ofSeconds(30), () -> answers(address));
 * processes.close();
 * }</pre>
 */
@NullMarked
package io.tocsin.sandbox.process;

import org.jspecify.annotations.NullMarked;
