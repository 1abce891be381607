package org.mathlode.pipeline.annotate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mathlode.pipeline.cli.Mathlode;
import org.mathlode.pipeline.config.AnnotationSheet;

/**
 * The page in a real browser, the server in a process of its own. Needs Debian's {@code chromium} and {@code chromium-driver}; skipped without. Screenshots
 * stay in {@code pipeline/target/annotate}.
 */
@Tag("browser")
class AnnotatePageTest {
    private static final Path SHOTS = Path.of("target/annotate");
    private static final String SCRIPT = "<script>window.broken = 1</script><img src=\"https://evil.example/x.png\" onerror=\"window.broken = 2\">"
            + "<style>body { display: none }</style><a href=\"javascript:window.broken=3\">here</a><iframe src=\"https://evil.example/\"></iframe>"
            + " $\\href{javascript:window.broken=4}{x}$ $\\includegraphics{https://evil.example/y.png}$ $\\htmlStyle{position:fixed}{x}$ $\\def\\a{\\a\\a}\\a$";

    @TempDir
    static Path folder;

    private static SmallRun run;
    private static Browser browser;
    private Process server;
    private String address;

    @BeforeAll
    static void start() throws IOException {
        assumeThat(Browser.isThere()).as("skipped: chromium and chromedriver are not installed (apt-get install chromium chromium-driver)").isTrue();
        List<SmallRun.SampleRow> pages = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            pages.add(SmallRun.page("site.example", "/math/" + i, i < 2, "Lemma " + i,
                    "Let $x \\in \\mathbb{R}^n$ be a vector of norm\n\n$$\\|x\\|_2 = \\sqrt{\\sum_{i=1}^n x_i^2}$$\n\nIt costs \\$5.\n" + "A longer remark follows. ".repeat(80)));
            pages.add(SmallRun.page("site.example", "/shop/" + i, false, "Price list", "Five \\$ and six \\$."));
            pages.add(SmallRun.page("shuxue.example", "/math/" + i, i < 1, "线性代数 " + i, "设 $A$ 是一个 $n \\times n$ 矩阵，则 $\\det(AB) = \\det A \\det B$。".repeat(5)));
        }
        pages.add(SmallRun.page("hostile.example", "/math/1", false, SCRIPT, SCRIPT));
        pages.add(SmallRun.page("hostile.example", "/math/2-" + "x".repeat(300), false, "\u202Egnp.exe \u202D", "\u202E txet desrever \u2067 $a+b$ \u202A".repeat(40)));
        pages.add(SmallRun.page("hostile.example", "/math/3", false, "عنوان الصفحة", "النظرية $a^2+b^2=c^2$ صحيحة لكل مثلث قائم. ".repeat(30)));
        pages.add(SmallRun.page("hostile.example", "/math/4", false, "huge", "x".repeat(6_000)));
        pages.add(SmallRun.page("hostile.example", "/math/5", false, "many", "$\\frac{a}{b}$ ".repeat(460)));
        pages.add(SmallRun.page("hostile.example", "/math/6", false, "broken", "$\\frac{$ and $$ \\begin{x} $$ and $\\text{<b>}$ &lt;b&gt; $" + "{".repeat(900) + "$"));
        run = SmallRun.of(folder, pages, 3_000);
        browser = Browser.start(folder.resolve("profile"));
    }

    @AfterAll
    static void stop() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void serve() throws IOException {
        Files.deleteIfExists(run.sheet());
        serve(0);
        visit();
    }

    @AfterEach
    void kill() throws InterruptedException {
        server.destroyForcibly().waitFor();
    }

    private void serve(int port) throws IOException {
        server = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-cp", System.getProperty("java.class.path"), Mathlode.class.getName(),
                "annotate", "--run", run.output.toString(), "--config", run.config.toString(), "--annotator", "ada", "--port", Integer.toString(port))
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::destroyForcibly));
        BufferedReader said = new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
        address = null;
        for (String line = said.readLine(); line != null && address == null; line = said.readLine()) {
            if (line.startsWith("Open ")) {
                address = line.substring("Open ".length());
                return;
            }
        }
        throw new IOException("the server did not start");
    }

    private void visit() throws IOException {
        browser.open("about:blank");
        browser.requests();
        browser.complaints();
        browser.open(address);
        ready();
    }

    private static void ready() throws IOException {
        browser.until("document.querySelector('#effect .tag.math') && document.querySelector('#page-list .page') && !document.querySelector('.loading')");
    }

    /** Goes to a domain as a person does: search, Enter. */
    private static void find(String domain) throws IOException {
        browser.press("/");
        browser.until("document.activeElement.id === 'search'");
        browser.type(domain);
        browser.press("Enter");
        browser.until("document.querySelector('#domain-facts').innerText.startsWith('" + domain + "')");
        ready();
    }

    private static void saved(String what) throws IOException {
        browser.until("document.querySelector('#message').innerText.includes('" + what + "')");
    }

    private static List<String> verdicts() {
        return AnnotationSheet.read(run.sheet()).stream().map(line -> line.domain() + line.pathPrefix() + " " + line.verdict().label() + " " + line.note()).toList();
    }

    @Test
    void marksADomainByKeyboardAndKnowsItAfterAReload() throws IOException {
        find("site.example");
        browser.press("l");
        browser.until("document.querySelector('#effect').innerText.includes('site.example/math/')");
        browser.until("document.querySelector('#effect').innerText.includes('adds 40 pages, ~4K tokens (drawn: 20 at most)')");
        browser.screenshot(SHOTS.resolve("before.png"));
        browser.press("m");
        saved("Saved: site.example/math/ math.");
        browser.press("j", "e");
        browser.until("document.activeElement.id === 'note'");
        browser.type("a shop, 商店");
        browser.press("Escape", "n");
        saved("Saved: site.example/shop/ not-math.");
        browser.press("k", "k", "s");
        saved("Saved: site.example/ skip.");
        assertThat(verdicts()).containsExactly("site.example/ skip ", "site.example/math/ math ", "site.example/shop/ not-math a shop, 商店");
        browser.press("u");
        saved("Undone");
        browser.until("document.querySelector('#counts').innerText === '1 math · 1 not-math · 0 skip'");

        browser.reload();
        ready();
        find("site.example");
        assertThat(browser.text("#path-list")).contains("math", "not-math", "a shop, 商店").doesNotContain("skip");
        browser.press("u");
        saved("Undone: site.example/shop/ has no verdict.");
        assertThat(verdicts()).containsExactly("site.example/math/ math ");
        browser.screenshot(SHOTS.resolve("marked.png"));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void showsFormulasChineseAndThousandsOfDomains() throws IOException {
        find("site.example");
        assertThat(browser.script("return document.querySelectorAll('#page-list .katex').length").asInt()).isGreaterThan(8);
        assertThat(browser.text("#page-list .page .text")).contains("It costs $5.");
        assertThat(browser.script("return document.fonts.check('16px KaTeX_Math')").asBoolean()).isTrue();
        find("shuxue.example");
        assertThat(browser.text("#page-list .page .text")).contains("设", "矩阵");
        browser.script("document.querySelector('#list').value = 'all'; document.querySelector('#list').dispatchEvent(new Event('change'));"
                + "const search = document.querySelector('#search'); search.value = ''; search.dispatchEvent(new Event('input'))");
        browser.until("document.querySelector('#domains-total').innerText === '(3,003)'");
        browser.script("document.querySelector('#domain-list').scrollTop = 1e6");
        browser.until("document.querySelector('#domain-list').innerText.includes('other-2999.example')");
        assertThat(browser.script("return document.querySelectorAll('#domain-list .row').length").asInt()).isLessThan(60);
        for (int width : List.of(1400, 900, 500)) {
            browser.size(width, 900);
            browser.screenshot(SHOTS.resolve("width-" + width + ".png"));
            assertThat(browser.script("return document.documentElement.scrollWidth <= window.innerWidth").asBoolean()).as("nothing is wider than %d", width).isTrue();
        }
        browser.size(1400, 900);
    }

    @Test
    void runsNothingOfAPageAndAsksNobodyElse() throws IOException {
        find("hostile.example");
        browser.press("l", "l");
        for (int page = 0; page < 6; page++) {
            browser.press("Enter", "j");
        }
        browser.until("document.querySelectorAll('#page-list .page.open').length === 6");
        browser.press("k", "k", "k");
        browser.screenshot(SHOTS.resolve("hostile.png"));
        assertThat(browser.script("return window.broken ?? 'whole'").asText()).isEqualTo("whole");
        assertThat(browser.script("return document.querySelectorAll('#page-list :is(script, style, iframe, img, a, object, form, link, b)').length").asInt()).isZero();
        assertThat(browser.text("#page-list")).contains("<script>window.broken = 1</script>");
        assertThat(browser.script("return getComputedStyle(document.body).display").asText()).isEqualTo("flex");
        // what is written from right to left stays in its box
        assertThat(browser.script("return document.querySelector('#effect').getBoundingClientRect().left >= 0 && getComputedStyle(document.querySelector('.page .text')).unicodeBidi").asText())
                .isEqualTo("isolate");
        browser.press("h", "m");
        saved("Saved");
        String base = address.substring(0, address.indexOf('#'));
        assertThat(browser.requests()).isNotEmpty().allSatisfy(request -> assertThat(request).matches(url -> url.startsWith(base) || url.startsWith("about:")));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void twoTabsLoseNoVerdict() throws IOException {
        find("site.example");
        browser.press("l");
        browser.until("document.querySelector('#effect').innerText.includes('site.example/math/')");
        String first = browser.tab();
        String second = browser.newTab();
        browser.open(address);
        ready();
        find("site.example");
        browser.press("l");
        browser.until("document.querySelector('#effect').innerText.includes('site.example/math/')");
        browser.press("n");
        saved("Saved: site.example/math/ not-math.");
        browser.go(first);
        browser.press("m");
        // either the tab had seen the other verdict by then and decided against it, or it is told
        browser.until("/was marked not-math meanwhile by ada|Saved/.test(document.querySelector('#message').innerText)");
        if (browser.text("#message").contains("meanwhile")) {
            assertThat(verdicts()).containsExactly("site.example/math/ not-math ");
            browser.until("document.querySelector('#path-list').innerText.includes('not-math')");
            browser.press("m");
            saved("Saved");
        }
        browser.press("j", "s");
        saved("Saved: site.example/shop/ skip.");
        browser.go(second);
        browser.until("document.querySelector('#counts').innerText === '1 math · 0 not-math · 1 skip'");
        assertThat(verdicts()).containsExactly("site.example/math/ math ", "site.example/shop/ skip ");
        browser.script("window.close()");
        browser.go(first);
    }

    @Test
    void aServerKilledInMidSaveLosesNothingItConfirmed() throws Exception {
        find("site.example");
        browser.press("l", "m");
        saved("Saved: site.example/math/ math.");
        for (int i = 0; i < 12; i++) {
            browser.press("m", "j", "n", "k");
            if (i == 6) {
                server.destroyForcibly().waitFor();
            }
        }
        browser.until("document.querySelector('#message').innerText.includes('does not answer')");
        assertThat(verdicts()).isNotEmpty().allSatisfy(line -> assertThat(line).matches("site.example/(math/|shop/)? (math|not-math) "));
        List<String> before = verdicts();
        serve(URI.create(address).getPort());
        browser.open(address);
        browser.reload();
        ready();
        find("site.example");
        assertThat(verdicts()).isEqualTo(before);
        browser.press("l", "x");
        browser.until("/cleared|Saved|^$/.test(document.querySelector('#message').innerText)");
    }

    @Test
    void keysPressedRightAfterASearchMeanTheDomainThatWasFound() throws IOException {
        browser.press("/");
        browser.until("document.activeElement.id === 'search'");
        browser.type("shuxue");
        browser.press("Enter", "l", "m");
        saved("Saved: shuxue.example/");
        assertThat(verdicts()).singleElement().asString().startsWith("shuxue.example/");
    }

    @Test
    void noticesWhatAnEditorWrites() throws IOException {
        find("site.example");
        Files.createDirectories(run.sheet().getParent());
        Files.writeString(run.sheet(), "domain\tpath-prefix\tverdict\tnote\tannotator\nsite.example\t/by-hand/\tmath\tfrom an editor\tbo\n");
        browser.until("document.querySelector('#path-list').innerText.includes('from an editor')");
        Files.writeString(run.sheet(), "half a li");
        browser.press("l", "m");
        browser.until("document.querySelector('#message').innerText.includes('1.tsv:1')");
        assertThat(run.sheet()).content().isEqualTo("half a li");
    }
}
