package org.mathlode.pipeline.report;

/** The few numbers that matter most, large. */
final class Tiles {
    private final Html html;

    Tiles(Html html) {
        this.html = html;
        html.open("dl", "class", "tiles");
    }

    Tiles add(String name, String value, String remark) {
        html.open("div").element("dt", name).element("dd", value, "class", "value").element("dd", remark, "class", "remark").close();
        return this;
    }

    void close() {
        html.close();
    }
}
