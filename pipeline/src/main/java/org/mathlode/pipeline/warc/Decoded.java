package org.mathlode.pipeline.warc;

/** What came out of one encoding. */
record Decoded(byte[] bytes, HttpResponse.State state, String note) {
    /** This result with what was wrong one layer further out. */
    Decoded after(Decoded outer) {
        if (outer.state == HttpResponse.State.COMPLETE && outer.note.isEmpty() || state == HttpResponse.State.UNDECODABLE) {
            return this;
        }
        return new Decoded(bytes, state == HttpResponse.State.COMPLETE ? outer.state : state, note.isEmpty() ? outer.note : note);
    }
}
