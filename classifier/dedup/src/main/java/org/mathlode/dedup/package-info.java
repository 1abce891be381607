/** Deciding when two URLs, two pages or two texts are the same. Plain Java: may not import Spark or Hadoop. */
package org.mathlode.dedup;
