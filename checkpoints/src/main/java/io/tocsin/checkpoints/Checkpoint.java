package io.tocsin.checkpoints;

import java.time.Instant;

/**
 * A finished checkpoint or savepoint.
 *
 * @param uri what a job is resumed from, such as {@code s3://tocsin/checkpoints/alerting/0f…/chk-7}
 * @param completedAt when its last object was written, by the server's clock, to the second
 */
public record Checkpoint(String uri, Instant completedAt) {}
