package org.mathlode.pipeline.stage;

/** Where the tables of a run lie below its folder. */
public final class Tables {
    public static final String DOCUMENTS = "documents";
    /** Where attributes lie, each under the name of its stage. */
    static final String ATTRIBUTES = "attributes/";
    public static final String URL_KEYS = "attributes/url-keys";
    public static final String MINHASH = "attributes/minhash";
    public static final String DUPLICATE_CLUSTERS = "attributes/duplicate-clusters";
    public static final String CANDIDATES = "attributes/candidates";
    public static final String EXTRACTION = "attributes/extraction";
    public static final String CONTAMINATION = "attributes/contamination";
    /** One row a hit. */
    public static final String CONTAMINATION_HITS = "attributes/contamination-hits";
    /** One row an item with hits. */
    public static final String CONTAMINATION_ITEMS = "attributes/contamination-items";
    /** One row a stretch that was cut out of a page. */
    public static final String CONTAMINATION_CUTS = "attributes/contamination-cuts";
    /** What is left of pages that something was cut out of. */
    public static final String CONTAMINATION_TEXTS = "attributes/contamination-texts";
    public static final String SELF_TEST = "attributes/self-test";
    public static final String CORPUS = "corpus";

    /** Below {@link #rejections}: WARC files that were left out as a whole. */
    public static final String WARC_FILES = "warc-files";

    private Tables() {}

    /** Table {@code name} of iteration {@code n}. */
    public static String iteration(int n, String name) {
        return "iterations/" + n + "/" + name;
    }

    /** The n-th state of a run before crawls were added: a run's folder without documents and signatures. */
    public static String earlier(int n) {
        return "earlier/" + n;
    }

    /** What stage {@code stage} left out. */
    public static String rejections(String stage) {
        return "rejections/" + stage;
    }
}
