package org.mathlode.pipeline.stage;

import org.mathlode.dedup.url.PageUrl;
import org.mathlode.pipeline.config.DiscoveryConfig.DomainKey;

/** The domain of a URL as the config counts domains. */
final class Domains {
    private Domains() {}

    /** "" for what is no URL. */
    static String of(String url, DomainKey key) {
        return url == null ? "" : PageUrl.parse(url).map(page -> key == DomainKey.HOST ? page.domain() : page.registrableDomain()).orElse("");
    }
}
