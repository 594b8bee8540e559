package io.tocsin.checkpoints;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.AbstractChannelStateHandle;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.StateObject;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.filemerging.SegmentFileStateHandle;
import org.apache.flink.runtime.state.filesystem.FileStateHandle;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;

/**
 * What the metadata of a checkpoint says, read by Flink's own reader.
 *
 * @param number of the checkpoint
 * @param files each once or more
 */
record CheckpointFiles(long number, List<StateFile> files) {

  private static final String METADATA = "_metadata";

  /**
   * Reads metadata.
   *
   * @throws IOException if it is damaged, or of a newer Flink
   */
  static CheckpointFiles read(byte[] metadata) throws IOException {
    // A savepoint names its files by where its metadata is, and Flink's reader looks there: so it
    // stands in a folder of its own while it is read.
    Path folder = Files.createTempDirectory("tocsin-checkpoint-");
    Path file = folder.resolve(METADATA);
    try {
      Files.write(file, metadata);
      return read(metadata, folder);
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  private static CheckpointFiles read(byte[] metadata, Path folder) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(metadata))) {
      CheckpointMetadata read =
          Checkpoints.loadCheckpointMetadata(
              in, CheckpointFiles.class.getClassLoader(), folder.toUri().toString());
      Walk walk = new Walk(folder.toUri().getPath());
      for (OperatorState operator : read.getOperatorStates()) {
        walk.operator(operator);
      }
      return new CheckpointFiles(read.getCheckpointId(), walk.files);
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw new IOException(e); // Flink's reader checks some of what it reads so.
    }
  }

  /** Through all handles, down to files. */
  private static final class Walk {
    private final String folder;
    private final List<StateFile> files = new ArrayList<>();

    Walk(String folder) {
      this.folder = folder.endsWith("/") ? folder : folder + "/";
    }

    void operator(OperatorState operator) throws IOException {
      if (operator.getCoordinatorState() != null) {
        handle(operator.getCoordinatorState());
      }
      for (OperatorSubtaskState subtask : operator.getStates()) {
        List<StateObject> handles =
            Stream.of(
                    subtask.getManagedOperatorState(),
                    subtask.getRawOperatorState(),
                    subtask.getManagedKeyedState(),
                    subtask.getRawKeyedState(),
                    subtask.getInputChannelState(),
                    subtask.getResultSubpartitionState())
                .<StateObject>flatMap(each -> each.stream())
                .toList();
        for (StateObject each : handles) {
          handle(each);
        }
      }
    }

    private void handle(StateObject handle) throws IOException {
      if (handle instanceof IncrementalRemoteKeyedStateHandle incremental) {
        for (StreamStateHandle each : incremental.streamSubHandles().toList()) {
          handle(each);
        }
      } else if (handle instanceof KeyGroupsStateHandle keyGroups) {
        handle(keyGroups.getDelegateStateHandle());
      } else if (handle instanceof OperatorStateHandle operator
          && operator.getDelegateStateHandle() != handle) {
        handle(operator.getDelegateStateHandle());
      } else if (handle instanceof AbstractChannelStateHandle<?> channel) {
        handle(channel.getDelegate());
      } else if (handle instanceof FileStateHandle file) {
        add(file.getFilePath().toString(), file.getStateSize(), true);
      } else if (handle instanceof SegmentFileStateHandle segment) {
        add(segment.getFilePath().toString(), segment.getStateSize(), false);
      } else if (!(handle instanceof ByteStreamStateHandle)) {
        throw new IOException("state of a kind that cannot be checked: " + handle.getClass());
      }
    }

    private void add(String path, long bytes, boolean exact) {
      String local = path.replaceFirst("^file:(//)?", "");
      boolean beside = local.startsWith(folder);
      files.add(new StateFile(beside ? local.substring(folder.length()) : path, bytes, exact));
    }
  }
}
