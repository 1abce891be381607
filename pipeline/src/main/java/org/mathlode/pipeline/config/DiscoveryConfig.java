package org.mathlode.pipeline.config;

/**
 * When a domain is math-related (DeepSeekMath, section 2.1: more than 10 % of its pages collected).
 *
 * @param domainKey what counts as one domain
 */
public record DiscoveryConfig(double mathDomainShare, int minDomainPages, @OptionalKey DomainKey domainKey) {
    /** What pages of "the same base URL" are. */
    public enum DomainKey {
        /** The host in lower case without {@code www.} */
        HOST,
        /** The registrable domain by the public suffix list. */
        REGISTRABLE
    }

    public DiscoveryConfig {
        Check.share("math-domain-share", mathDomainShare);
        Check.atLeast(1, "min-domain-pages", minDomainPages);
        domainKey = domainKey == null ? DomainKey.HOST : domainKey;
    }
}
