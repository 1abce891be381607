/** Reading benchmarks as they are published, and what is told of contaminated documents. May not import Spark. */
package org.mathlode.pipeline.decontamination;
