/**
 * When two URLs lead to the same page. Plain Java on crawler-commons: may not import Spark, Hadoop or another package of
 * this project.
 */
package org.mathlode.dedup.url;
