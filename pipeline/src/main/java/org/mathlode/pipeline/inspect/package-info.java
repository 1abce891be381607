/** Reads a run's tables for people: the figures of its report, the story of a page, what differs between two runs. Changes nothing; may not import the command line. */
package org.mathlode.pipeline.inspect;
