package org.mathlode.dedup.url;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The query of a URL key: parameters that only say who asks or where from go, all others stay, in a fixed order. */
final class QueryRules {
    /** Session parameters by their own unmistakable names: those of PHP, Java, ColdFusion, CGI::Session, BroadVision, TYPO3 and of shop systems. */
    private static final Set<String> SESSION = Set.of(
            "phpsessid", "phpsessionid", "jsessionid", "cgisessid", "cftoken", "oscsid", "xtcsid", "modsid", "zenid", "force_sid", "___sid",
            "bv_sessionid", "bv_engineid", "fe_session_key");
    /** Names that may as well be the id of a talk or a story: dropped only with a value that looks drawn at random. */
    private static final Set<String> SESSION_IF_RANDOM = Set.of(
            "sid", "s", "sess", "sessid", "sess_id", "session", "sessionid", "session_id", "session-id", "sessionkey", "session_key", "cfid");
    /** 20 or more letters and digits mixed, or 32 or more hexadecimal digits; 24 hexadecimal digits are how a document database numbers its items. */
    private static final Pattern RANDOM = Pattern.compile(
            "(?![0-9a-f]{24}$)(?=[^0-9]*[0-9])(?=[^A-Za-z]*[A-Za-z])[0-9A-Za-z]{20,}|[0-9a-fA-F]{32,}");
    /** A time in milliseconds, as jQuery appends it to get past caches. */
    private static final Pattern MILLISECONDS = Pattern.compile("1[0-9]{12}");
    /** Campaign and click identifiers, as the tools that append them document them. */
    private static final Set<String> TRACKING = Set.of(
            // Google
            "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "gad_source", "gad_campaignid", "srsltid", "_ga", "_gl", "_gac", "_gid",
            // Facebook, Instagram, Twitter, TikTok, LinkedIn, Pinterest, Reddit, Snapchat
            "fbclid", "fb_action_ids", "fb_action_types", "fb_source", "fb_ref", "fb_comment_id", "action_object_map", "action_type_map",
            "action_ref_map", "mibextid", "igshid", "igsh", "twclid", "ref_src", "ttclid", "li_fat_id", "epik", "rdt_cid", "sccid",
            // Microsoft, Yandex, Yahoo, Adobe, Webtrends, Openstat, AT Internet
            "msclkid", "yclid", "ymclid", "ysclid", "guccounter", "guce_referrer", "guce_referrer_sig", "s_kwcid", "ef_id", "wt.mc_id", "wt_mc_id",
            "_openstat", "xtor",
            // letters: Mailchimp, HubSpot, Marketo, Vero, Omeda, MailerLite, Klaviyo, dotdigital, Bronto
            "mc_cid", "mc_eid", "_hsenc", "_hsmi", "hsctatracking", "__hstc", "__hssc", "__hsfp", "mkt_tok", "vero_id", "vero_conv",
            "oly_anon_id", "oly_enc_id", "ml_subscriber", "ml_subscriber_hash", "_ke", "_kx", "dm_i", "_bta_tid", "_bta_c",
            // advertising networks
            "wickedid", "irclickid", "irgwc", "cjevent", "zanpid", "sscid", "rb_clickid", "tblci", "dicbo", "oborigurl", "_branch_match_id",
            // Matomo's older names
            "piwik_campaign", "piwik_kwd", "piwik_keyword", "pk_campaign", "pk_kwd", "pk_keyword", "pk_source", "pk_medium", "pk_content", "pk_cid",
            "ranmid", "raneaid", "ransiteid",
            // Alibaba, CSDN, Bilibili, WeChat
            "spm", "spm_id_from", "ops_request_misc", "vd_source", "share_source", "share_medium", "share_plat", "share_session_id", "share_from",
            "unique_k", "nsukey", "isappinstalled");
    /** Beginnings of such names: Google's, Matomo's, HubSpot's for advertisements, Cloudflare's checks of browsers. */
    private static final List<String> TRACKING_PREFIXES = List.of(
            "utm_", "__utm", "mtm_", "matomo_", "hsa_", "depth_1-utm_", "__cf_chl_", "at_campaign", "at_medium", "at_custom", "aspsessionid");

    private QueryRules() {}

    /** The query as it stands in the key; empty if nothing is left. */
    static String normalize(String query) {
        if (query.isEmpty()) {
            return query;
        }
        List<String> kept = new ArrayList<>();
        boolean named = true;
        for (String group : query.split("&")) {
            // forums and wikis separate parameters by ; too: what it separates keeps its order
            StringBuilder parts = new StringBuilder();
            boolean any = false;
            for (String parameter : group.split(";")) {
                int equals = parameter.indexOf('=');
                String name = Escapes.queryPart(equals < 0 ? parameter : parameter.substring(0, equals));
                String value = equals < 0 ? "" : Escapes.queryPart(parameter.substring(equals + 1));
                if (name.isEmpty() && value.isEmpty() || isDropped(name, value)) {
                    continue;
                }
                named &= equals >= 0;
                parts.append(any ? ";" : "").append(value.isEmpty() ? name : name + "=" + value);
                any = true;
            }
            if (any) {
                kept.add(parts.toString());
            }
        }
        if (named) {
            // stable: values of one name keep their order; "?2008&05" is read by position and stays as it is
            kept.sort(Comparator.comparing(QueryRules::nameOf));
        }
        return String.join("&", kept);
    }

    /** True for a parameter that is a session's by its name, or by name and value together. */
    static boolean isSession(String name, String value) {
        String lower = name.toLowerCase(Locale.ROOT);
        return SESSION.contains(lower) || SESSION_IF_RANDOM.contains(lower) && RANDOM.matcher(value).matches();
    }

    private static boolean isDropped(String name, String value) {
        String lower = name.toLowerCase(Locale.ROOT);
        return isSession(name, value) || TRACKING.contains(lower) || TRACKING_PREFIXES.stream().anyMatch(lower::startsWith)
                || lower.equals("_") && MILLISECONDS.matcher(value).matches();
    }

    private static String nameOf(String parameter) {
        int equals = parameter.indexOf('=');
        return equals < 0 ? parameter : parameter.substring(0, equals);
    }
}
