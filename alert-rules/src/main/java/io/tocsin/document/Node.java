package io.tocsin.document;

/** A part of a decoded log. Null has no node: for rules and for Elasticsearch it is absence. */
sealed interface Node permits Branch, Items, Leaf {}
