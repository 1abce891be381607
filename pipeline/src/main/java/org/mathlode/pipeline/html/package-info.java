/**
 * HTML bytes to text that keeps its mathematics. {@link org.mathlode.pipeline.html.HtmlToText} is the way in; a page
 * becomes, by way of jsoup, a flat {@link org.mathlode.pipeline.html.PageTree}, {@link org.mathlode.pipeline.html.MainContent} marks what is
 * boilerplate, {@link org.mathlode.pipeline.html.TextRenderer} writes the rest with formulas as LaTeX. Nothing here
 * recurses on the depth of a page. May not import Spark, Hadoop or any other package of the pipeline but {@code model}.
 */
package org.mathlode.pipeline.html;
