/**
 * What the commands for people who write rules do, without the command line: tests of rules,
 * replays, explanations. Files are read here; everything else is the engine's.
 *
 * <pre>{@code
 * RuleTests.Outcome outcome = RuleTests.run(Path.of("rules/tests/error-burst.test.yaml"));
 * outcome.results().forEach(result -> System.out.println(result.render()));
 * }</pre>
 */
@NullMarked
package io.tocsin.tool;

import org.jspecify.annotations.NullMarked;
