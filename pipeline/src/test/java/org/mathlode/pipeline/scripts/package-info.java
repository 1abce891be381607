/** Tests of the shell scripts in {@code scripts/}. */
package org.mathlode.pipeline.scripts;
