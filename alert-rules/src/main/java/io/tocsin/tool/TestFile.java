package io.tocsin.tool;

import io.tocsin.rule.RuleSet;
import java.util.List;

/** A file of tests, with the rules that they are of. */
record TestFile(String path, RuleSet rules, List<RuleTest> tests) {}
