package io.tocsin.checkpoints;

/**
 * A file that a checkpoint needs.
 *
 * @param uri such as {@code s3://tocsin/checkpoints/alerting/0f…/shared/4a…}, or a name beside the
 *     metadata
 * @param bytes that it has at least
 * @param exact whether it has that many; several states may share one file
 */
record StateFile(String uri, long bytes, boolean exact) {}
