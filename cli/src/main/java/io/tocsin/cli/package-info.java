/**
 * The {@code tocsin} command: each class reads one command's options and hands on.
 *
 * <p>A command throws, and {@link io.tocsin.cli.Tocsin} turns that into one line on standard error
 * and the exit code: 1 if what was checked is wrong, 2 if the call is wrong, 3 if something outside
 * failed. A new command is a class with picocli's annotations, named in {@code Tocsin}'s list of
 * subcommands.
 *
 * <pre>{@code
 * int code = Tocsin.run(out, err, "demo", "--for", "3m");
 * }</pre>
 */
@NullMarked
package io.tocsin.cli;

import org.jspecify.annotations.NullMarked;
