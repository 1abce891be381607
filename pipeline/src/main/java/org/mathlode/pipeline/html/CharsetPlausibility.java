package org.mathlode.pipeline.html;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.BitSet;

/**
 * How much bytes read in a charset look like writing. Many charsets read any bytes without an error, so errors alone tell
 * little; but bytes read in the wrong one give rare ideographs, capitals within words and signs between letters.
 */
final class CharsetPlausibility {
    private static final int LOOKED_AT = 64 * 1024;
    /** Characters that make up about half of running Chinese, in both orthographies, and the commonest Hangul syllables. */
    private static final BitSet COMMON = new BitSet();

    /** The letters that make up most of Arabic, Hebrew and Greek. */
    private static final BitSet FREQUENT = new BitSet();

    static {
        "اليمنورتبهعيوהלארתבמשנαοιετνσηυρπκλμςά".chars().forEach(FREQUENT::set);
        String common = "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市眼体别处总才场师书比住员九笑性通目华报立马命张活难神数件安表原车白应路期叫死常提感金何更反合放做系计或司利受光王果亲界及今京务制解各任至清物台象记边共风战干接它许八特觉望直服毛林题建南度统色字请交爱让认算论百吃义科怎元社术结六功指思非流每青管夫连远资队跟带花快条院变联"
                + "這來個時說們為過後對沒會學當還發開長樣現與進將經實點種聲幾業間門電機給問題見應關書東員數係計體處總場師區連變論義術結統資當從動兩無於並產報華馬張難"
                + "证明设函数定理求集合向量空间證函間"
                + "이다는을의에가고하지기사한로도서를리자인나대시어해정수은일부아전보제스으들그라만주구원상장과여있";
        for (char c : common.toCharArray()) {
            COMMON.set(c);
        }
    }

    private CharsetPlausibility() {}

    /** From 1, running text, down to below 0, nonsense; 1 if no byte is beyond ASCII. */
    static double of(byte[] payload, Charset charset) {
        CharsetDecoder decoder = charset.newDecoder().onMalformedInput(CodingErrorAction.REPLACE).onUnmappableCharacter(CodingErrorAction.REPLACE);
        int looked = Math.min(payload.length, LOOKED_AT);
        CharBuffer text = CharBuffer.allocate((int) (looked * decoder.maxCharsPerByte()) + 4);
        decoder.decode(ByteBuffer.wrap(payload, 0, looked), text, false); // the last character may be cut
        text.flip();
        double sum = 0;
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 127) {
                count++;
                sum += worth(c, i > 0 ? text.charAt(i - 1) : ' ', i + 1 < text.length() ? text.charAt(i + 1) : ' ');
            }
        }
        return count == 0 ? 1 : sum / count;
    }

    private static double worth(char c, char before, char after) {
        if (c == '\uFFFD' || (c >= '\uE000' && c <= '\uF8FF') || (c >= 0x80 && c < 0xA0)) {
            return -3;
        }
        if (c >= 0x4E00 && c <= 0x9FFF || c >= 0xAC00 && c <= 0xD7A3) {
            return Latex.isLetter(before) && Latex.isLetter(after) ? -0.5 : COMMON.get(c) ? 1.2 : 0.3;
        }
        if (c >= 0x3040 && c <= 0x30FF) {
            return 0.9;
        }
        if (c >= 0xFF61 && c <= 0xFF9F) {
            return -0.5; // half-width kana: what Shift_JIS makes of other bytes
        }
        if ("«»…„“”©®°•±—".indexOf(c) >= 0 && before > 127 && Character.isLetter(before) && after > 127 && Character.isLetter(after) && after < 0x2E80) {
            return -0.5;
        }
        if (c >= 0x3000 && c <= 0x303F || c >= 0xFF00 && c <= 0xFF60 || c >= 0x2010 && c <= 0x2026) {
            return 0.6;
        }
        if (c >= 0x370 && c < 0x1000 && Character.isLetter(c) && (Latex.isLetter(before) || Latex.isLetter(after))) {
            return -0.8; // letters of two scripts in one word
        }
        if (c >= 0x400 && c < 0x500) {
            return cyrillic(c, before);
        }
        if (c >= 0xC0 && c < 0x250 && c != '×' && c != '÷') {
            return latin(c, before, after);
        }
        if (Character.isLetter(c) && c >= 0x370 && c < 0x1000) {
            return Character.isUpperCase(c) && Character.isLowerCase(before) ? -0.5 : FREQUENT.get(c) ? 0.9 : 0.5;
        }
        return "\u00a0«»©®°·•€±×ªº¿¡–—„“”‚‘’…™".indexOf(c) >= 0 ? 0.4 : Character.isLetter(c) ? -0.2 : -0.4;
    }

    private static double cyrillic(char c, char before) {
        if (Character.isUpperCase(c) && Character.isLowerCase(before)) {
            return -1; // KOI8-R and windows-1251 read as each other swap the cases
        }
        return c < 0x410 || c > 0x44F ? 0.2 : "оеаинтслрвкмдпу".indexOf(c) >= 0 ? 0.9 : Character.isLowerCase(c) ? 0.6 : 0.3;
    }

    /** A letter with a mark stands among plain letters, and seldom beside another one. */
    private static double latin(char c, char before, char after) {
        boolean plain = Latex.isLetter(before) || Latex.isLetter(after);
        boolean marked = before > 127 && Character.isLetter(before) || after > 127 && Character.isLetter(after);
        if (Character.isUpperCase(c) && Character.isLowerCase(before)) {
            return -1;
        }
        return ("ðþÐÞ".indexOf(c) >= 0 ? 0 : 0.7) - (marked ? 0.9 : 0) - (plain ? 0 : 0.3);
    }
}
