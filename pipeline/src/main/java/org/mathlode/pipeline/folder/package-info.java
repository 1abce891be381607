/** A run on disk: paths, manifests, publishing in one step, one run at a time. Knows Hadoop's file systems, may not import Spark. */
package org.mathlode.pipeline.folder;
