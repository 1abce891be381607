package org.mathlode.pipeline.html;

/**
 * What one page may cost, in steps (a node or a character looked at), so that the same page gives the same result on a
 * busy machine. The clock is only the last guard. One per page; not thread-safe.
 */
final class WorkBudget {
    /** Steps granted for a millisecond; a warm core does two to ten times as many. */
    private static final long STEPS_PER_MILLI = 50_000;
    /** How far the clock may run over the budget before it stops a page that should have been stopped by its steps. */
    private static final int CLOCK_SLACK = 6;
    private static final long CLOCK_INTERVAL = 1 << 20;

    private final long limit;
    private final long deadline;
    private long spent;
    private long nextClock = CLOCK_INTERVAL;

    WorkBudget(int millis) {
        limit = millis * STEPS_PER_MILLI;
        deadline = System.nanoTime() + millis * 1_000_000L * CLOCK_SLACK;
    }

    /** @throws Exceeded when the page has used up its steps or, much later, its time */
    void spend(long steps) {
        spent += steps;
        if (spent > nextClock) {
            check();
        }
    }

    /** The steps so far. */
    long spent() {
        return spent;
    }

    private void check() {
        nextClock = spent + CLOCK_INTERVAL;
        if (spent > limit || System.nanoTime() - deadline > 0) {
            throw new Exceeded(spent);
        }
    }

    /** The page costs more than it may. Carries no stack trace: it is an outcome, not a defect. */
    static final class Exceeded extends RuntimeException {
        Exceeded(long steps) {
            super("stopped after " + steps + " steps", null, false, false);
        }
    }
}
