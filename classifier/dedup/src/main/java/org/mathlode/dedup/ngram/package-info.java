/**
 * Finding benchmark texts in pages by runs of grams, and saying why. Plain Java on {@link org.mathlode.dedup.text}: may not
 * import Spark, Hadoop or a library.
 */
package org.mathlode.dedup.ngram;
