package io.tocsin.diagnostic;

/**
 * A place in a file as editors show it.
 *
 * @param line from 1
 * @param column from 1, in characters (code points), a tab being one
 */
public record Position(int line, int column) {}
