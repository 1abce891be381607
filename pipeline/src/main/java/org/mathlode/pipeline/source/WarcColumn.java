package org.mathlode.pipeline.source;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.mathlode.pipeline.model.Kebab;
import org.mathlode.pipeline.warc.HttpHead;
import org.mathlode.pipeline.warc.HttpResponse;
import org.mathlode.pipeline.warc.WarcHeaders;
import org.mathlode.pipeline.warc.WarcRecord;

/** The columns of {@code format("warc")}, how far a record must be decoded for each, and its value; null where a row has none. */
enum WarcColumn {
    /** As the listing has the name; else the bare file name. */
    WARC_FILENAME(Type.STRING, Depth.RECORD, row -> row.file().name()),
    PATH(Type.STRING, Depth.RECORD, row -> row.file().path()),
    /** Where the record, or the gzip member it lies in, begins. */
    WARC_RECORD_OFFSET(Type.LONG, Depth.RECORD, row -> row.entry().map(entry -> entry.offset())),
    /** Bytes it takes in the file; null if it shares its gzip member. */
    WARC_RECORD_LENGTH(Type.LONG, Depth.RECORD, row -> row.entry().map(entry -> entry.length() < 0 ? null : entry.length())),
    /** Records before it at the same offset: more than 0 only in a gzip member that holds several. */
    WARC_RECORD_INDEX(Type.INT, Depth.RECORD, row -> row.record().map(WarcRecord::index)),
    /** {@code WARC/1.0}, {@code ARC} … */
    WARC_VERSION(Type.STRING, Depth.RECORD, row -> row.record().map(WarcRecord::version)),
    /** In lower case: {@code response}, {@code request}, {@code metadata} … */
    WARC_TYPE(Type.STRING, Depth.RECORD, EntryView::type),
    WARC_RECORD_ID(Type.STRING, Depth.RECORD, row -> row.record().map(WarcRecord::id)),
    /** The target URI. */
    URL(Type.STRING, Depth.RECORD, row -> row.record().map(WarcRecord::targetUri)),
    /** The {@code WARC-Date}. */
    FETCH_TIME(Type.TIMESTAMP, Depth.RECORD, row -> row.record().map(WarcRecord::date)),
    /** Why the crawler cut the block. */
    WARC_TRUNCATED(Type.STRING, Depth.RECORD, row -> row.record().flatMap(WarcRecord::truncated)),
    /** All of them, in order. */
    WARC_HEADERS(Type.HEADERS, Depth.RECORD, row -> row.record().map(WarcRecord::headers)),
    /** Bytes behind the WARC headers, unpacked. */
    BLOCK_BYTES(Type.LONG, Depth.RECORD, row -> row.record().map(WarcRecord::blockLength)),
    /** Of a stretch without a readable record: {@code damaged}, {@code truncated}, {@code not-a-warc}, {@code empty-file}, {@code unreadable-file}. */
    DAMAGE(Type.STRING, Depth.RECORD, EntryView::damage),
    /** Of a response. */
    HTTP_STATUS(Type.INT, Depth.HEAD, row -> row.head().map(HttpHead::status).filter(status -> status != 0)),
    HTTP_HEADERS(Type.HEADERS, Depth.HEAD, row -> row.head().map(HttpHead::headers)),
    /** The header {@code Content-Type} as it is. */
    CONTENT_TYPE(Type.STRING, Depth.HEAD, row -> row.head().flatMap(head -> head.headers().first("Content-Type"))),
    /** Media type in lower case: as the crawler found out, else the server's word, else by the first bytes. */
    MIME(Type.STRING, Depth.HEAD, EntryView::mime),
    /** {@code ok}: a captured page (HTML, status 200); {@code skipped}: another record; {@code error}: no readable record. */
    OUTCOME(Type.STRING, Depth.PAYLOAD, EntryView::outcomeName),
    /** Why it is no page: label of a reject reason. */
    REASON(Type.STRING, Depth.PAYLOAD, EntryView::reason),
    /** More on the reason, one line. */
    DETAIL(Type.STRING, Depth.PAYLOAD, EntryView::detail),
    /** The body without chunk marks and content encodings, at most {@code maxPayloadBytes}. */
    PAYLOAD(Type.BYTES, Depth.PAYLOAD, row -> row.http().map(HttpResponse::payload)),
    PAYLOAD_BYTES(Type.LONG, Depth.PAYLOAD, row -> row.http().map(http -> (long) http.payload().length)),
    /** Whether the payload is whole: {@code complete}, {@code partial}, {@code too-large}, {@code empty}, {@code undecodable}. */
    PAYLOAD_STATE(Type.STRING, Depth.PAYLOAD, row -> row.http().map(http -> Kebab.of(http.state()))),
    /** SHA-1 of a page's payload in base 32, as in Common Crawl's index. */
    CONTENT_DIGEST(Type.STRING, Depth.PAYLOAD, row -> row.page().map(page -> page.payloadDigest())),
    /** Languages the crawler found in a page, ISO 639-3 with commas, as in Common Crawl's index. */
    CONTENT_LANGUAGES(Type.STRING, Depth.PAYLOAD, row -> row.page().map(page -> page.languages())),
    /** Charset the crawler found in a page. */
    CONTENT_CHARSET(Type.STRING, Depth.PAYLOAD, row -> row.page().map(page -> page.detectedCharset()));

    private final Type type;
    private final Depth depth;
    private final Function<EntryView, ?> value;

    WarcColumn(Type type, Depth depth, Function<EntryView, ?> value) {
        this.type = type;
        this.depth = depth;
        this.value = value;
    }

    /** How far a record is decoded, each with what comes before it. */
    enum Depth {
        RECORD,
        HEAD,
        PAYLOAD
    }

    private enum Type {
        STRING(DataTypes.StringType, value -> UTF8String.fromString((String) value)),
        INT(DataTypes.IntegerType, value -> value),
        LONG(DataTypes.LongType, value -> value),
        BYTES(DataTypes.BinaryType, value -> value),
        TIMESTAMP(DataTypes.TimestampType, value -> micros((Instant) value)),
        HEADERS(DataTypes.createArrayType(new StructType().add("name", DataTypes.StringType).add("value", DataTypes.StringType), false),
                value -> headers((WarcHeaders) value));

        private final DataType sql;
        private final Function<Object, Object> toSpark;

        Type(DataType sql, Function<Object, Object> toSpark) {
            this.sql = sql;
            this.toSpark = toSpark;
        }

        private static Object micros(Instant time) {
            return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1000);
        }

        private static Object headers(WarcHeaders headers) {
            List<Object> rows = new ArrayList<>();
            for (WarcHeaders.Field field : headers.fields()) {
                rows.add(new GenericInternalRow(new Object[] {UTF8String.fromString(field.name()), UTF8String.fromString(field.value())}));
            }
            return new GenericArrayData(rows.toArray());
        }
    }

    /** The name in Spark. */
    String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    Depth depth() {
        return depth;
    }

    /** The value in Spark's own form. */
    Object of(EntryView row) {
        Object found = value.apply(row);
        Object plain = found instanceof java.util.Optional<?> optional ? optional.orElse(null) : found;
        return plain == null || plain.equals("") && this != DETAIL ? null : type.toSpark.apply(plain);
    }

    static WarcColumn of(String column) {
        return valueOf(column.toUpperCase(Locale.ROOT));
    }

    static StructType schema() {
        StructType schema = new StructType();
        for (WarcColumn column : values()) {
            schema = schema.add(new StructField(column.column(), column.type.sql, column != WARC_FILENAME && column != PATH,
                    org.apache.spark.sql.types.Metadata.empty()));
        }
        return schema;
    }
}
