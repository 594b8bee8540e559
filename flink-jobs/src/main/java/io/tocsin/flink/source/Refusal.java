package io.tocsin.flink.source;

import java.io.Serializable;

/**
 * Rule files of which something is wrong, so that what is in force stays.
 *
 * @param file the path of one, or of the directory
 * @param reason what is wrong with it, as the user is told
 */
public record Refusal(String file, String reason) implements Serializable {}
