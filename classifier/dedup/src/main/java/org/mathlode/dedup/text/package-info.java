/**
 * The one normal form in which two texts are compared: grams and their hashes, with the way back into the original text.
 * Plain Java: may not import Spark, Hadoop, a library or another package of this project.
 */
package org.mathlode.dedup.text;
