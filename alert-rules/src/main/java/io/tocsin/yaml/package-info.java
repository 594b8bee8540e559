/**
 * YAML as nodes that know where in their file they stand.
 *
 * <p>A file is read into a tree of {@link io.tocsin.yaml.YamlNode}s, whatever it holds: one that is
 * no YAML, too large, nested too deeply or grown by aliases is answered with a diagnostic. A {@link
 * io.tocsin.yaml.MappingReader} takes the known keys of a mapping and reports the others.
 *
 * <pre>{@code
 * Diagnostics diagnostics = new Diagnostics();
 * YamlNode root = YamlReader.read("a.yaml", "name: 'x'", diagnostics);
 * if (root instanceof YamlMapping mapping) {
 *   MappingReader keys = new MappingReader(mapping, diagnostics);
 *   YamlScalar name = keys.text("name");
 *   keys.finish();
 * }
 * }</pre>
 */
@NullMarked
package io.tocsin.yaml;

import org.jspecify.annotations.NullMarked;
