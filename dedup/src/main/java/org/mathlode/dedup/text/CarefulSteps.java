package org.mathlode.dedup.text;

/** The careful path of a scan: one character, command or run at a time, with everything the normal form folds. */
final class CarefulSteps {
    private final GramBuffer buffer;
    private final LatexReader latex;
    /** What Chinese characters stand for; null where they stand for themselves. */
    private final char[] han;
    private final boolean forQuotations;
    private boolean keepsDrawings;

    CarefulSteps(GramBuffer buffer, char[] han, boolean forQuotations) {
        this.buffer = buffer;
        this.han = han;
        this.forQuotations = forQuotations;
        latex = new LatexReader(buffer);
    }

    /** Begins another text, in which the code of {@code [asy]} drawings counts or not. */
    void begin(boolean keepsDrawings) {
        this.keepsDrawings = keepsDrawings;
    }

    /** One character, or one run up to what interrupts it. */
    int step(int at) {
        GramBuffer buffer = this.buffer;
        char f = CharFold.TABLE[buffer.text[at]];
        if (f == CharFold.SEPARATOR) {
            if (buffer.openStart >= 0) {
                int next = forQuotations && buffer.openEnd == at ? DigitGroups.next(buffer.text, buffer.length, at) : at;
                if (next > at) {
                    return next;
                }
                buffer.close(false);
            }
            if (buffer.text[at] != ' ') {
                buffer.argumentsPending = 0;
            }
            if (buffer.text[at] == '\n') {
                buffer.line(buffer.count);
            }
            return at + 1;
        }
        if (f <= CharFold.LAST_CODE) {
            return coded(at, f);
        }
        if (buffer.argumentsPending > 0 && buffer.text[at] < 128) {
            return latex.argument(at, f);
        }
        if (buffer.openStart < 0) {
            buffer.open(at);
        }
        char[] source = buffer.text;
        char[] out = buffer.folded;
        int o = buffer.foldedLength;
        int end = buffer.length;
        int i = at;
        do {
            out[o++] = f;
            i++;
        } while (i < end && (f = CharFold.TABLE[source[i]]) > CharFold.LAST_CODE);
        buffer.foldedLength = o;
        buffer.openEnd = i;
        return i;
    }

    private int coded(int at, char code) {
        char c = buffer.text[at];
        switch (code) {
            case CharFold.IGNORED:
                return at + 1;
            case CharFold.CJK:
                buffer.single(simplified(c), at);
                return at + 1;
            case CharFold.EXPANDED:
                expand(CharFold.expansion(c), at, at + 1);
                return at + 1;
            case CharFold.SIGN:
                buffer.command(CharFold.expansion(c), at, at + 1);
                return at + 1;
            case CharFold.SURROGATE:
                return surrogate(at);
            default:
                return special(at, c);
        }
    }

    private int special(int at, char c) {
        switch (c) {
            case '\\':
                return latex.backslash(at);
            case '&': {
                int end = Entities.end(buffer.text, at, buffer.length);
                if (end > at) {
                    int codePoint = Entities.codePoint(buffer.text, at, end);
                    while (forQuotations && codePoint == '&') {
                        // the semicolon stands where the ampersand of &amp;lt; was
                        int inner = Entities.end(buffer.text, end - 1, buffer.length);
                        if (inner < end) {
                            break;
                        }
                        codePoint = Entities.codePoint(buffer.text, end - 1, inner);
                        end = inner;
                    }
                    expandReference(codePoint, at, end);
                    return end;
                }
                buffer.separate();
                return at + 1;
            }
            case '[': {
                buffer.separate();
                return keepsDrawings ? latex.tagEnd(at) : Math.max(latex.drawingEnd(at), latex.tagEnd(at));
            }
            case '{':
                if (buffer.openStart >= 0 && buffer.matches(at, "{,}") && buffer.joinsThousands(at, at + 3)) {
                    return at + 3;
                }
                if (buffer.openStart >= 0) {
                    buffer.close(false);
                }
                buffer.argumentsPending = 0;
                return at + 1;
            default: {
                // a comma or a thin space
                int next = buffer.matches(at + 1, "\\!") ? at + 3 : at + 1;
                if (buffer.openStart >= 0 && buffer.joinsThousands(at, next)) {
                    return next;
                }
                buffer.separate();
                return at + 1;
            }
        }
    }

    private char simplified(char c) {
        return han == null ? c : han[c];
    }

    private int surrogate(int at) {
        if (at + 1 >= buffer.length || !Character.isLowSurrogate(buffer.text[at + 1])) {
            buffer.separate();
            return at + 1;
        }
        int codePoint = Character.toCodePoint(buffer.text[at], buffer.text[at + 1]);
        if (codePoint >= 0xE0000 && codePoint <= 0xE0FFF) {
            return at + 2;
        }
        String form = CharFold.supplementary(codePoint);
        if (form.isEmpty()) {
            buffer.separate();
        } else {
            expand(form, at, at + 2);
        }
        return at + 2;
    }

    private void expandReference(int codePoint, int at, int end) {
        if (codePoint > 0xFFFF) {
            expand(CharFold.supplementary(codePoint), at, end);
            return;
        }
        char c = (char) codePoint;
        char f = CharFold.TABLE[c];
        if (f > CharFold.LAST_CODE) {
            expand(String.valueOf(f), at, end);
        } else if (f == CharFold.CJK) {
            buffer.single(simplified(c), at);
            buffer.ends[buffer.count - 1] = end;
        } else if (f == CharFold.EXPANDED) {
            expand(CharFold.expansion(c), at, end);
        } else if (f == CharFold.SIGN) {
            buffer.command(CharFold.expansion(c), at, end);
        } else if (f != CharFold.IGNORED) {
            buffer.separate();
        }
    }

    /** Appends a folded form: a blank in it ends a gram, a leading blank begins one, a CJK character stands alone. */
    private void expand(String form, int at, int end) {
        boolean apart = form.startsWith(" ");
        if (apart) {
            buffer.separate();
        }
        for (int i = 0; i < form.length(); ) {
            int codePoint = form.codePointAt(i);
            i += Character.charCount(codePoint);
            if (codePoint == ' ') {
                buffer.endGram();
            } else {
                boolean cjk = CharFold.isCjk(codePoint);
                if (cjk && codePoint < 0x10000) {
                    codePoint = simplified((char) codePoint);
                }
                if (cjk) {
                    buffer.endGram();
                }
                if (buffer.openStart < 0) {
                    buffer.open(at);
                }
                buffer.ensureFolded(4);
                buffer.foldedLength += Character.toChars(codePoint, buffer.folded, buffer.foldedLength);
                buffer.openEnd = end;
                if (cjk) {
                    buffer.close(false);
                }
            }
        }
        if (apart) {
            buffer.endGram();
        }
    }
}
