/**
 * What an installation is: {@code tocsin.yaml}, read whole and checked before anything is started.
 *
 * <pre>{@code
 * kafka: {bootstrap: 'localhost:9092'}
 * sources:
 *   - {name: app, topics: [logs]}
 * rules: rules
 * checkpoints: {endpoint: 'http://localhost:9000', bucket: tocsin, access_key: '${env:S3_KEY}',
 *               secret_key: '${env:S3_SECRET}'}
 * elasticsearch: {urls: ['http://localhost:9200']}
 * }</pre>
 *
 * <p>Secrets stand in the file as {@code ${env:NAME}} or {@code ${file:PATH}} and are resolved by
 * whoever connects.
 *
 * <pre>{@code
 * Diagnostics diagnostics = new Diagnostics();
 * Settings settings = SettingsReader.read("tocsin.yaml", text, diagnostics); // null if it is wrong
 * }</pre>
 */
@NullMarked
package io.tocsin.settings;

import org.jspecify.annotations.NullMarked;
