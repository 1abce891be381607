/** {@code run.yaml}, {@code iterations/N.yaml} and the annotation sheets: read strictly, checked once, passed whole. May not import Spark. */
package org.mathlode.pipeline.config;
