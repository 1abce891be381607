/** What the stages need of Spark and Spark does not offer: sessions, encoders of records. The only package that touches Spark's internals. */
package org.mathlode.pipeline.spark;
