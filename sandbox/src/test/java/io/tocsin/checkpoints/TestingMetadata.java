package io.tocsin.checkpoints;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.CheckpointProperties;
import org.apache.flink.runtime.checkpoint.CheckpointRetentionPolicy;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.OperatorStreamStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.filesystem.FileStateHandle;
import org.apache.flink.runtime.state.filesystem.RelativeFileStateHandle;

/** Metadata of checkpoints, written by Flink's own writer. */
final class TestingMetadata {
  private TestingMetadata() {}

  /** Of a checkpoint, whose files have addresses. */
  static byte[] naming(long number, String uri, long bytes) throws IOException {
    return write(number, new FileStateHandle(new Path(uri), bytes));
  }

  /** Of a savepoint, whose files stand beside it. */
  static byte[] besideIt(long number, String name, long bytes) throws IOException {
    return write(number, new RelativeFileStateHandle(new Path("s3://any/" + name), name, bytes));
  }

  private static byte[] write(long number, StreamStateHandle file) throws IOException {
    OperatorState operator = new OperatorState("groups", "groups", new OperatorID(), 1, 128);
    operator.putState(
        0,
        OperatorSubtaskState.builder()
            .setManagedOperatorState(new OperatorStreamStateHandle(Map.of(), file))
            .build());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Checkpoints.storeCheckpointMetadata(
        new CheckpointMetadata(
            number,
            List.of(operator),
            List.of(),
            CheckpointProperties.forCheckpoint(CheckpointRetentionPolicy.RETAIN_ON_FAILURE)),
        out);
    return out.toByteArray();
  }
}
