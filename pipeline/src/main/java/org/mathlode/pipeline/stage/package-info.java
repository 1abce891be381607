/** One file a stage: named datasets in, one dataset and its rejections out. The row functions and the knowledge behind them need no session. */
package org.mathlode.pipeline.stage;
