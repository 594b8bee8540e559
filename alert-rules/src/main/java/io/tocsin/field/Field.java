package io.tocsin.field;

/**
 * A field of logs.
 *
 * @param name dotted; one that ends in {@code .*} stands for every field below
 * @param unit what its numbers count; {@link Unit#NONE} for most
 */
public record Field(String name, FieldType type, Unit unit) {}
