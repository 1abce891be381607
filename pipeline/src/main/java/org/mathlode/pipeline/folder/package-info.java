/** A run on disk: paths, manifests, publishing in one step. Knows Hadoop's file systems, may not import Spark. */
package org.mathlode.pipeline.folder;
