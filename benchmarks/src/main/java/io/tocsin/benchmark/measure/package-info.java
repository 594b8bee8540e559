/** What a run took, and how runs compare. */
@NullMarked
package io.tocsin.benchmark.measure;

import org.jspecify.annotations.NullMarked;
