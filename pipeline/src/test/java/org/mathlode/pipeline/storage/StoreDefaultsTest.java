package org.mathlode.pipeline.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

class StoreDefaultsTest {
    private static final Path CRAWL = new Path("s3a://commoncrawl/crawl-data/CC-MAIN-2024-10/warc.paths.gz");
    private static final String PROVIDERS = "fs.s3a.bucket.commoncrawl.aws.credentials.provider";

    @Test
    void readCommonCrawlWithoutCredentialsWhereThereAreNone() {
        Configuration configuration = new Configuration();
        assertThat(StoreDefaults.configuration(CRAWL, configuration).get(PROVIDERS)).endsWith("org.apache.hadoop.fs.s3a.AnonymousAWSCredentialsProvider");
        assertThat(configuration.get(PROVIDERS)).as("the configuration passed in").isNull();
    }

    @Test
    void leaveCredentialsThatSomebodyConfigured() {
        Configuration forBucket = new Configuration();
        forBucket.set(PROVIDERS, "mine");
        assertThat(StoreDefaults.configuration(CRAWL, forBucket).get(PROVIDERS)).isEqualTo("mine");
        Configuration forAll = new Configuration();
        forAll.set("fs.s3a.aws.credentials.provider", "mine");
        assertThat(StoreDefaults.configuration(CRAWL, forAll).get(PROVIDERS)).isNull();
    }

    @Test
    void readAFileOfCommonCrawlWithOneRequest() {
        assertThat(StoreDefaults.configuration(CRAWL, new Configuration()).get("fs.s3a.bucket.commoncrawl.input.stream.type")).isEqualTo("classic");
        Configuration otherwise = new Configuration();
        otherwise.set("fs.s3a.input.stream.type", "analytics");
        assertThat(StoreDefaults.configuration(CRAWL, otherwise).get("fs.s3a.bucket.commoncrawl.input.stream.type")).isNull();
    }

    @Test
    void leaveTheRegionToWhoeverSetAnEndpoint() {
        String region = "fs.s3a.bucket.commoncrawl.endpoint.region";
        assertThat(StoreDefaults.configuration(CRAWL, new Configuration()).get(region)).isEqualTo("us-east-1");
        Configuration mirrored = new Configuration();
        mirrored.set("fs.s3a.endpoint", "http://mirror:9000");
        assertThat(StoreDefaults.configuration(CRAWL, mirrored).get(region)).isNull();
    }

    @Test
    void touchNoOtherBucket() {
        Configuration configuration = new Configuration();
        assertThat(StoreDefaults.configuration(new Path("s3a://other/commoncrawl/a"), configuration)).isSameAs(configuration);
        assertThat(StoreDefaults.configuration(new Path("hdfs://commoncrawl/a"), configuration)).isSameAs(configuration);
    }
}
