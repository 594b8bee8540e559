package io.tocsin.checkpoints;

import io.minio.messages.Item;
import io.tocsin.checkpoints.Checkpoint.Kind;
import io.tocsin.checkpoints.Checkpoint.State;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds checkpoints among a bucket's objects, and looks for the files that they name. */
final class CheckpointListing {

  /** The object that Flink writes last; a directory without it is no finished checkpoint. */
  private static final String METADATA = "/_metadata";

  private static final Pattern DIRECTORY =
      Pattern.compile("(checkpoints/([^/]+)/[^/]+/chk-(\\d{1,18})|savepoints/([^/]+)/[^/]+)/.*");

  private static final Comparator<Checkpoint> NEWEST_FIRST =
      Comparator.comparing(Checkpoint::completedAt).thenComparing(Checkpoint::number).reversed();

  private final String bucket;
  private final Map<String, Item> objects = new HashMap<>();
  private final Function<String, Optional<byte[]>> reader;

  /**
   * A listing.
   *
   * @param items everything in the directories of interest, shared files too
   * @param reader gives the content of an object that is still there
   */
  CheckpointListing(String bucket, List<Item> items, Function<String, Optional<byte[]>> reader) {
    this.bucket = bucket;
    this.reader = reader;
    items.forEach(item -> objects.put(item.objectName(), item));
  }

  /** All checkpoints and savepoints, newest first. */
  List<Checkpoint> checkpoints() {
    return directories().entrySet().stream()
        .flatMap(each -> checkpoint(each.getKey(), each.getValue()).stream())
        .sorted(NEWEST_FIRST)
        .toList();
  }

  private Map<String, List<Item>> directories() {
    Map<String, List<Item>> directories = new HashMap<>();
    for (Item item : objects.values()) {
      Matcher name = DIRECTORY.matcher(item.objectName());
      if (name.matches()) {
        directories.computeIfAbsent(name.group(1), absent -> new ArrayList<>()).add(item);
      }
    }
    return directories;
  }

  /** Empty if Flink has deleted it in the meantime. */
  private Optional<Checkpoint> checkpoint(String directory, List<Item> items) {
    Matcher name = DIRECTORY.matcher(directory + "/");
    if (!name.matches()) {
      throw new IllegalArgumentException(directory);
    }
    boolean savepoint = name.group(2) == null;
    String job = savepoint ? name.group(4) : name.group(2);
    Kind kind = savepoint ? Kind.SAVEPOINT : Kind.CHECKPOINT;
    long number = savepoint ? 0 : Long.parseLong(name.group(3));
    Item metadata = objects.get(directory + METADATA);
    if (metadata == null) {
      Instant newest =
          items.stream()
              .map(item -> item.lastModified().toInstant())
              .max(Comparator.naturalOrder())
              .orElseThrow();
      long bytes = items.stream().mapToLong(Item::size).sum();
      return Optional.of(
          new Checkpoint(
              job, kind, number, uri(directory), newest, bytes, State.UNFINISHED, List.of()));
    }
    return reader
        .apply(directory + METADATA)
        .map(content -> finished(job, kind, number, directory, metadata, content));
  }

  private Checkpoint finished(
      String job, Kind kind, long number, String directory, Item metadata, byte[] content) {
    Instant at = metadata.lastModified().toInstant();
    String uri = uri(directory);
    CheckpointFiles files;
    try {
      files = CheckpointFiles.read(content);
    } catch (IOException e) {
      String fault = "its metadata cannot be read: " + e.getMessage();
      return new Checkpoint(
          job, kind, number, uri, at, metadata.size(), State.BROKEN, List.of(fault));
    }
    List<String> faults = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    long bytes = metadata.size();
    for (StateFile file : files.files()) {
      String object = object(directory, file.uri());
      if (!seen.add(object)) {
        continue;
      }
      Item item = objects.get(object);
      bytes += item == null ? 0 : item.size();
      String fault = fault(file, item);
      if (!fault.isEmpty()) {
        faults.add(object + " " + fault);
      }
    }
    State state = faults.isEmpty() ? State.COMPLETE : State.BROKEN;
    return new Checkpoint(job, kind, files.number(), uri, at, bytes, state, faults);
  }

  private static String fault(StateFile file, @Nullable Item item) {
    if (item == null) {
      return "is missing";
    }
    boolean asSaid = file.exact() ? item.size() == file.bytes() : item.size() >= file.bytes();
    return asSaid ? "" : "has %d bytes, not %d".formatted(item.size(), file.bytes());
  }

  private String uri(String directory) {
    return "s3://" + bucket + "/" + directory;
  }

  /** The object of a file; one that is in another bucket keeps its address, and is not found. */
  private String object(String directory, String file) {
    if (!file.contains("://")) {
      return directory + "/" + file;
    }
    return file.replaceFirst("^s3[an]?://" + Pattern.quote(bucket) + "/", "");
  }
}
