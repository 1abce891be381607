/**
 * Near-duplicates by MinHash and banding (Broder 1997; Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, chapter 3).
 * Plain Java on hash4j and {@link org.mathlode.dedup.text}: may not import Spark or Hadoop.
 */
package org.mathlode.dedup.minhash;
