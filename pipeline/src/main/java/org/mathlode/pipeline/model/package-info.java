/** The records that travel between stages and into tables. May not import Spark. */
package org.mathlode.pipeline.model;
