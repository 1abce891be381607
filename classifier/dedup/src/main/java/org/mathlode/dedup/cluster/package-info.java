/**
 * Which of many documents are duplicates of each other and which of them is kept: links within buckets, clusters, keepers. Plain Java on
 * {@link org.mathlode.dedup.minhash}: may not import Spark or Hadoop.
 */
package org.mathlode.dedup.cluster;
