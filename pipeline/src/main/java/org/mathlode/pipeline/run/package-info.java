/** The order of stages, the loop and where people come in. */
package org.mathlode.pipeline.run;
