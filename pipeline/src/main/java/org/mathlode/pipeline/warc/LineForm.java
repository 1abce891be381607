package org.mathlode.pipeline.warc;

/** How a record announces itself at the beginning of a line. */
enum LineForm {
    WARC(128),
    ARC(4096);

    private final int lookAhead;

    LineForm(int lookAhead) {
        this.lookAhead = lookAhead;
    }

    /** Bytes that have to be at hand to know a record start; longer ARC lines are missed by a search, not by reading on. */
    int lookAhead() {
        return lookAhead;
    }

    /**
     * The index in {@code [from, to)} of the first record start, or -1. Index 0 counts as the beginning of a line, and so
     * does what lies behind a zero byte, with which files are padded and disks make up for what is lost.
     */
    int find(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            byte first = bytes[i];
            boolean maybe = this == WARC ? first == 'W' : first >= 'a' && first <= 'z';
            if (maybe && (i == 0 || bytes[i - 1] == '\n' || bytes[i - 1] == 0) && isAt(bytes, i, to)) {
                return i;
            }
        }
        return -1;
    }

    private boolean isAt(byte[] bytes, int at, int to) {
        return this == WARC ? RecordStart.isWarcWithField(bytes, at, to) : ArcLine.isAt(bytes, at, to);
    }
}
