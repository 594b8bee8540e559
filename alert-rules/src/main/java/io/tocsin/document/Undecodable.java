package io.tocsin.document;

/**
 * Why a record, or a part of it, is no log.
 *
 * @param reason a short stable code for counting, such as {@code not-json}
 * @param detail a sentence for a person
 */
public record Undecodable(String reason, String detail) {}
