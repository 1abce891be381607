package org.mathlode.dedup.url;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The query of a URL key: parameters that only say who asks or where from go, all others stay, in a fixed order. */
final class QueryRules {
    /** Session parameters by their own unmistakable names. */
    private static final Set<String> SESSION = Set.of("phpsessid", "jsessionid", "oscsid", "cftoken", "phpsessionid");
    /** Names that may as well be the id of a talk or a story: dropped only with a value that looks drawn at random. */
    private static final Set<String> SESSION_IF_RANDOM =
            Set.of("sid", "s", "sess", "session", "sessionid", "session_id", "sessid", "zenid", "cfid");
    private static final Pattern RANDOM = Pattern.compile("(?=[^0-9]*[0-9])(?=[^A-Za-z]*[A-Za-z])[0-9A-Za-z]{20,}|[0-9a-fA-F]{32,}");
    /** Campaign and click identifiers, as the tools that append them document them. */
    private static final Set<String> TRACKING = Set.of(
            "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "_ga", "_gl",
            "fbclid", "fb_action_ids", "fb_action_types", "fb_source", "fb_ref",
            "msclkid", "yclid", "ymclid", "twclid", "ttclid", "li_fat_id", "igshid", "igsh",
            "mc_cid", "mc_eid", "_hsenc", "_hsmi", "hsctatracking", "mkt_tok", "vero_id", "vero_conv",
            "oly_anon_id", "oly_enc_id", "wickedid", "spm", "vd_source");

    private QueryRules() {}

    /** The query as it stands in the key; empty if nothing is left. */
    static String normalize(String query) {
        if (query.isEmpty()) {
            return query;
        }
        List<String> kept = new ArrayList<>();
        boolean named = true;
        for (String parameter : query.split("&")) {
            int equals = parameter.indexOf('=');
            String name = Escapes.queryPart(equals < 0 ? parameter : parameter.substring(0, equals));
            String value = equals < 0 ? "" : Escapes.queryPart(parameter.substring(equals + 1));
            if (name.isEmpty() && value.isEmpty() || isDropped(name, value)) {
                continue;
            }
            named &= equals >= 0;
            kept.add(value.isEmpty() ? name : name + "=" + value);
        }
        if (named) {
            // stable: values of one name keep their order; "?2008&05" is read by position and stays as it is
            kept.sort(Comparator.comparing(QueryRules::nameOf));
        }
        return String.join("&", kept);
    }

    private static boolean isDropped(String name, String value) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("utm_") || lower.startsWith("aspsessionid") || TRACKING.contains(lower) || SESSION.contains(lower)
                || SESSION_IF_RANDOM.contains(lower) && RANDOM.matcher(value).matches();
    }

    private static String nameOf(String parameter) {
        int equals = parameter.indexOf('=');
        return equals < 0 ? parameter : parameter.substring(0, equals);
    }
}
