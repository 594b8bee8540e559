package io.tocsin.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A name that loggers and shippers give to what ECS calls otherwise.
 *
 * <p>Most stand where ECS has an object, and Elasticsearch refuses a log that has a string there.
 * The value goes to the field that it means, if that has none yet, and else out of the way.
 *
 * @param name a name of the root
 * @param target the dotted name of the ECS field that it means
 * @param elsewhere where the value goes if the target has one; null: it stays, as it is in nobody's
 *     way
 */
record FieldAlias(String name, String target, @Nullable String elsewhere) {

  /** All of them; where several mean the same field, the first that a log has is taken. */
  static final List<FieldAlias> ALL =
      List.of(
          new FieldAlias("msg", "message", null),
          new FieldAlias("log", "message", "labels.log"),
          new FieldAlias("level", "log.level", null),
          new FieldAlias("severity", "log.level", null),
          new FieldAlias("host", "host.name", "labels.host"),
          new FieldAlias("hostname", "host.name", null),
          new FieldAlias("service", "service.name", "labels.service"),
          new FieldAlias("error", "error.message", "labels.error"),
          new FieldAlias("user", "user.name", "labels.user"),
          new FieldAlias("url", "url.original", "labels.url"),
          new FieldAlias("container", "container.name", "labels.container"),
          new FieldAlias("process", "process.name", "labels.process"),
          new FieldAlias("file", "file.path", "labels.file"),
          new FieldAlias("client", "client.address", "labels.client"),
          new FieldAlias("server", "server.address", "labels.server"),
          new FieldAlias("destination", "destination.address", "labels.destination"),
          // "stdout" from Docker, a host from others: no field of ECS is right for all.
          new FieldAlias("source", "labels.source", null),
          new FieldAlias("event", "labels.event", null),
          new FieldAlias("agent", "labels.agent", null));

  /** Moves the value of this name in a log, if it has one. */
  void apply(Branch log) {
    if (!log.fields.containsKey(name)) {
      return;
    }
    boolean taken = log.has(FieldPath.of(target));
    if (taken && elsewhere == null) {
      return;
    }
    List<String> to = FieldPath.of(taken && elsewhere != null ? elsewhere : target);
    log.takeLeaves(name).forEach(leaf -> log.add(to, leaf));
  }
}
