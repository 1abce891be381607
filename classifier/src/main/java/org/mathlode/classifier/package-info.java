/** Training and scoring the math classifier. Plain Java: may not import Spark or Hadoop. */
package org.mathlode.classifier;
