package org.mathlode.pipeline.html;

import java.io.CharArrayReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.jsoup.parser.Parser;

/** The characters of a page to its tree: by {@link PlainPage} where its markup is plain, else by jsoup. One per task, not thread-safe. */
final class PageReader {
    /** A buffer for longer pages is not kept. */
    private static final int LONGEST_KEPT = 1 << 20;

    private final PlainPage plain = new PlainPage();
    private final Parser parser = Parser.htmlParser();
    private char[] buffer = new char[1 << 16];

    /** The tree of a page of {@code bytes} bytes; {@code characters} are read to their end. */
    PageTree read(Reader characters, int bytes, WorkBudget work) {
        char[] page = buffer;
        if (bytes >= page.length) {
            page = new char[bytes + 1];
            buffer = page.length <= LONGEST_KEPT ? page : buffer;
        }
        try {
            int length = 0;
            for (int read; (read = characters.read(page, length, page.length - length)) > 0; ) {
                length += read;
                page = length == page.length ? Arrays.copyOf(page, length * 2) : page;
            }
            PageTree tree = plain.read(page, length, work);
            return tree != null ? tree : PageTree.of(parser.parseInput(new CharArrayReader(page, 0, length), ""), bytes, work);
        } catch (IOException e) {
            throw new UncheckedIOException("characters in memory cannot be read", e);
        }
    }
}
