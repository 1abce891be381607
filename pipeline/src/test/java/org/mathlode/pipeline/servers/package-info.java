/**
 * Stores that tests start for themselves, each in a process of its own that ends with the test's: S3, HDFS, and a proxy that makes either of them unreliable.
 * Nothing of them lies on the class path of the tests.
 */
package org.mathlode.pipeline.servers;
