package org.mathlode.pipeline.sample;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** Plants benchmark items, URL variants, near-duplicates and broken captures among ordinary pages. Each page carries one plant at most. */
final class Planting {
    private static final int URL_VARIANTS = 56;
    private static final int OLDER_CAPTURES = 14;
    private static final int NEAR_DUPLICATES = 30;
    private static final int EXACT_COPIES = 10;
    private static final int TRUNCATED = 4;
    private static final int TOO_LARGE_BYTES = (8 << 20) + 4_096;
    /** A page fetched later than this can have been fetched some days before as well. */
    private static final Instant LATE_ENOUGH = SampleWeb.BEGIN.plus(Duration.ofDays(9));
    private static final Set<Markup> KEEPS_TEX = Set.of(Markup.MATHJAX_PAREN, Markup.MATHJAX_DOLLAR, Markup.MATH_TEX_SCRIPT, Markup.KATEX,
            Markup.MATHML_ANNOTATION, Markup.MATHML_ALTTEXT, Markup.WORDPRESS_IMAGE, Markup.MWE);

    /** A file has one end, and megabytes of blanks cost time. */
    private static final Set<Damage> ONLY_ONE = Set.of(Damage.CUT_FILE, Damage.TOO_LARGE);

    private final SampleWeb web;
    private final SplitMix64 dice = SplitMix64.named("planting");
    private final List<Capture> captures;
    private final Set<Integer> taken = new HashSet<>();

    Planting(SampleWeb web, List<Capture> ordinary) {
        this.web = web;
        this.captures = new ArrayList<>(ordinary);
    }

    List<Capture> plantAll() {
        benchmarkItems();
        List<Capture> added = new ArrayList<>();
        for (int cut = 0; cut < TRUNCATED; cut++) {
            int at = free(capture -> capture.payload().length > 6_000);
            captures.set(at, captures.get(at).truncated());
        }
        for (int variant = 0; variant < URL_VARIANTS; variant++) {
            UrlVariant how = UrlVariant.values()[variant % UrlVariant.values().length];
            added.add(urlVariant(captures.get(free(capture -> how != UrlVariant.DEFAULT_DOCUMENT || capture.url().endsWith("/"))), how));
        }
        for (int older = 0; older < OLDER_CAPTURES; older++) {
            added.add(olderCapture(captures.get(free(capture -> capture.article().blocks().size() >= 6 && capture.date().isAfter(LATE_ENOUGH)))));
        }
        for (int near = 0; near < NEAR_DUPLICATES; near++) {
            added.add(nearDuplicate(captures.get(free(capture -> capture.article().plainText().length() > 2_500)), near));
        }
        for (int copy = 0; copy < EXACT_COPIES; copy++) {
            Capture original = captures.get(free(capture -> true));
            added.add(original.repeatedAs(original.url().replace("https://", "https://mirror."), original.date().plus(Duration.ofHours(5)), "exact-copy"));
        }
        for (Damage damage : Damage.values()) {
            for (int copy = ONLY_ONE.contains(damage) ? 1 : 0; copy < 2; copy++) {
                added.add(broken(captures.get(free(capture -> capture.planted().isEmpty())), damage, copy));
            }
        }
        captures.addAll(added);
        return List.copyOf(captures);
    }

    /** The place of a page that carries no plant yet; it counts as taken from now on. */
    private int free(Predicate<Capture> wanted) {
        while (true) {
            int at = dice.below(captures.size());
            if (wanted.test(captures.get(at)) && taken.add(at)) {
                return at;
            }
        }
    }

    private void benchmarkItems() {
        BenchmarkItem.Spelling[] spellings = BenchmarkItem.Spelling.values();
        int planted = 0;
        for (BenchmarkItem item : BenchmarkItem.all()) {
            int at = free(capture -> item.hasFormulas() ? fits(capture, item) && KEEPS_TEX.contains(capture.section().markup()) : fits(capture, item));
            if (item.lookalike().isEmpty()) {
                BenchmarkItem.Spelling spelling = spellings[planted++ % spellings.length];
                plant(at, item.spelled(spelling), "benchmark:" + item.id() + "/" + spelling.label());
            } else {
                plant(at, item.lookalike(), "lookalike:" + item.id());
            }
        }
    }

    private static boolean fits(Capture capture, BenchmarkItem item) {
        return capture.section().language().equals(item.language()) && capture.charset().equals(StandardCharsets.UTF_8);
    }

    private void plant(int at, String text, String what) {
        Capture host = captures.get(at);
        Article article = host.article().with(new Block.Paragraph(text), 1 + dice.below(host.article().blocks().size()));
        captures.set(at, web.rendered(host, article).with(what));
    }

    private enum UrlVariant { TRACKING, SESSION, WWW, HTTP, FRAGMENT, DEFAULT_DOCUMENT, PORT }

    private Capture urlVariant(Capture original, UrlVariant variant) {
        String url = original.url();
        String joint = url.contains("?") ? "&" : "?";
        String host = original.section().domain();
        String other = switch (variant) {
            case TRACKING -> url + joint + "utm_source=letter&utm_medium=mail&utm_campaign=w" + dice.between(1, 52);
            case SESSION -> url + joint + "PHPSESSID=" + String.format(Locale.ROOT, "%016x%016x", dice.next(), dice.next());
            case WWW -> url.replace("://", "://www.");
            case HTTP -> url.replace("https://", "http://");
            case FRAGMENT -> url + "#section-" + dice.between(1, 9);
            case DEFAULT_DOCUMENT -> url + "index.html";
            case PORT -> url.replace(host, host + ":443");
        };
        String how = variant.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return original.repeatedAs(other, original.date().plus(Duration.ofHours(dice.between(1, 90))), "url-variant:" + how);
    }

    /** The same address some days earlier, when the page still lacked its last block. */
    private Capture olderCapture(Capture newer) {
        List<Block> blocks = newer.article().blocks();
        Article earlier = new Article(newer.article().title(), blocks.subList(0, blocks.size() - 1));
        Capture repeated = newer.repeatedAs(newer.url(), newer.date().minus(Duration.ofHours(dice.between(24, 200))), newer.planted());
        return web.rendered(repeated, earlier).with("older-capture");
    }

    /** The same text with one sentence more: on a print page of the site or on a mirror. */
    private Capture nearDuplicate(Capture original, int count) {
        String note = original.section().chinese() ? "本页最后更新于第" + (count + 1) + "次修订。" : "Revision " + (count + 1) + ", corrected.";
        Article edited = original.article().with(new Block.Paragraph(note), original.article().blocks().size());
        String url = count % 2 == 0
                ? original.url().replaceFirst("(://[^/]+)/", "$1/print/")
                : original.url().replace("://", "://mirror.");
        Capture repeated = original.repeatedAs(url, original.date().plus(Duration.ofHours(dice.between(1, 90))), original.planted());
        return web.rendered(repeated, edited).with("near-duplicate");
    }

    private Capture broken(Capture page, Damage damage, int copy) {
        String url = page.url().replaceFirst("(://[^/]+)/.*", "$1/broken/" + damage.label().substring(7) + "-" + copy);
        Capture own = new Capture(url, page.section(), page.article(), page.payload(), 200, page.contentType(), page.charset(), page.date(), damage.label(), "");
        return switch (damage) {
            case NOT_FOUND -> answered(own, 404, "text/html", "<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>".getBytes(StandardCharsets.US_ASCII));
            case MOVED -> answered(own, 301, "text/html", new byte[0]);
            case PDF -> answered(own, 200, "application/pdf", binary("%PDF-1.4\n%âãÏÓ\n", 3_000));
            case IMAGE -> answered(own, 200, "image/png", binary("\u0089PNG\r\n\u001A\n", 2_000));
            case BINARY_AS_HTML -> answered(own, 200, "text/html", binary("\u0089PNG\r\n\u001A\n", 2_500));
            case JSON -> answered(own, 200, "application/json", "{\"items\": [1, 2, 3], \"next\": null}".getBytes(StandardCharsets.US_ASCII));
            case EMPTY -> answered(own, 200, "text/html; charset=utf-8", new byte[0]);
            case NO_TEXT -> answered(own, 200, "text/html; charset=utf-8", "<!DOCTYPE html><html><head><title></title></head><body><div id=\"app\"></div></body></html>".getBytes(StandardCharsets.US_ASCII));
            case TOO_LARGE -> answered(own, 200, page.contentType(), padded(page.payload()));
            default -> own;
        };
    }

    private static Capture answered(Capture capture, int status, String contentType, byte[] payload) {
        return new Capture(capture.url(), capture.section(), null, payload, status, contentType, capture.charset(), capture.date(), capture.planted(), "");
    }

    private byte[] binary(String magic, int length) {
        byte[] bytes = new byte[length];
        for (int at = 0; at < length; at++) {
            bytes[at] = (byte) dice.next();
        }
        byte[] start = magic.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(start, 0, bytes, 0, start.length);
        return bytes;
    }

    private static byte[] padded(byte[] payload) {
        byte[] padded = Arrays.copyOf(payload, TOO_LARGE_BYTES);
        Arrays.fill(padded, payload.length, padded.length, (byte) ' ');
        return padded;
    }
}
