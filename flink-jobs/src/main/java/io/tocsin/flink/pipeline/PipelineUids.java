package io.tocsin.flink.pipeline;

/** The names by which a checkpoint knows the operators. One that changes loses its state. */
final class PipelineUids {
  static final String LOGS = "pipeline-logs";
  static final String READ = "pipeline-read";
  static final String DOCUMENTS = "pipeline-documents";
  static final String DEAD_LETTERS_OUT = "pipeline-dead-letters-out";
  static final String DEAD_LETTERS_IN = "pipeline-dead-letters-in";
  static final String DEAD_LETTERS_READ = "pipeline-dead-letters-read";
  static final String DEAD_LETTER_DOCUMENTS = "pipeline-dead-letter-documents";

  private PipelineUids() {}
}
