package org.mathlode.pipeline.html;

/** A page holds what {@link PlainPage} does not know the rules for. Carries no stack trace: it is an outcome, not a defect. */
final class UnusualMarkup extends Exception {
    private static final long serialVersionUID = 1;

    UnusualMarkup(String what) {
        super(what, null, false, false);
    }
}
