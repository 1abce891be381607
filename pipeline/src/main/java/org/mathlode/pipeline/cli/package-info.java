/** The commands of {@code scripts/mathlode}. Only the commands that run stages may import Spark. */
package org.mathlode.pipeline.cli;
