package org.mathlode.pipeline.config;

/**
 * When a domain is math-related (DeepSeekMath, section 2.1: more than 10 % of its pages collected).
 *
 * @param domainKey what counts as one domain
 * @param sharesBy of which pages the share is taken
 */
public record DiscoveryConfig(double mathDomainShare, int minDomainPages, @OptionalKey DomainKey domainKey, @OptionalKey SharesBy sharesBy) {
    /** What pages of "the same base URL" are. */
    public enum DomainKey {
        /** The host in lower case without {@code www.} */
        HOST,
        /** The registrable domain by the public suffix list. */
        REGISTRABLE
    }

    /** Of which pages a share is taken. */
    public enum SharesBy {
        /** Of all pages of the domain. */
        DOMAIN,
        /** Also of the domain's pages in each language: one language above the line is enough. */
        LANGUAGE
    }

    public DiscoveryConfig {
        Check.share("math-domain-share", mathDomainShare);
        Check.atLeast(1, "min-domain-pages", minDomainPages);
        domainKey = domainKey == null ? DomainKey.HOST : domainKey;
        sharesBy = sharesBy == null ? SharesBy.DOMAIN : sharesBy;
    }
}
