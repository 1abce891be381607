package org.mathlode.pipeline.report;

import java.util.Locale;

/** Numbers as people read them. */
final class Amount {
    private static final String[] STEPS = {"", " k", " M", " G", " T", " P", " E"};

    private Amount() {}

    /** {@code 12,345}. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Three digits and a step: {@code 12.3 k}, {@code 5.00 M}, {@code 5 M} if it is just that; whole numbers below 10,000 as they are. */
    static String brief(double number) {
        double size = Math.abs(number);
        if (size < 10_000) {
            return number == Math.rint(number) ? count((long) number) : plain(number);
        }
        int step = 0;
        while (size >= 999.5 && step < STEPS.length - 1) {
            size /= 1_000;
            step++;
        }
        String digits = String.format(Locale.ROOT, size < 9.995 ? "%.2f" : size < 99.95 ? "%.1f" : "%.0f", size);
        // what is round is written round
        boolean exact = number == Math.rint(number) && Double.parseDouble(digits) * Math.pow(1_000, step) == Math.abs(number);
        return (number < 0 ? "−" : "") + (exact && digits.contains(".") ? digits.replaceAll("0+$", "").replaceAll("\\.$", "") : digits) + STEPS[step];
    }

    /** {@code 98.6 %}; never 100 % or 0 % of what is not all or nothing. */
    static String percent(double share) {
        String text = String.format(Locale.ROOT, share != 0 && Math.abs(share) < 0.0095 ? "%.2f %%" : "%.1f %%", 100 * share);
        if (share < 1 && text.equals("100.0 %")) {
            return "> 99.9 %";
        }
        return share > 0 && text.equals("0.00 %") ? "< 0.01 %" : text;
    }

    /** {@code 12.3 s}, {@code 4 min 5 s}, {@code 3 h 20 min}. */
    static String duration(double seconds) {
        if (seconds < 100) {
            return String.format(Locale.ROOT, seconds < 10 ? "%.1f s" : "%.0f s", seconds);
        }
        long whole = Math.round(seconds);
        return whole < 3_600 ? whole / 60 + " min " + whole % 60 + " s" : whole / 3_600 + " h " + whole % 3_600 / 60 + " min";
    }

    /** {@code 1.5 GB}: powers of 1,000. */
    static String bytes(long bytes) {
        String brief = brief(bytes);
        return brief + (Character.isLetter(brief.charAt(brief.length() - 1)) ? "B" : " bytes");
    }

    /** With sign: {@code +0.190}. */
    static String signed(double number) {
        return String.format(Locale.ROOT, "%+.3f", number).replace('-', '−');
    }

    /** {@code 0.547}. */
    static String probability(double number) {
        return number > 0.9995 && number < 1 ? "> 0.999" : String.format(Locale.ROOT, "%.3f", number);
    }

    private static String plain(double number) {
        String text = String.format(Locale.ROOT, Math.abs(number) < 1 ? "%.3f" : Math.abs(number) < 100 ? "%.2f" : "%.0f", number);
        text = text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
        return text.replace('-', '−');
    }
}
