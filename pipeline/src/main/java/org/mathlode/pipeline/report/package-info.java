/** Figures of a run as static HTML and as text for a terminal: no script, no network, nothing of a page but its escaped text. May not import Spark or Hadoop. */
package org.mathlode.pipeline.report;
