package org.mathlode.pipeline.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import java.io.IOException;
import org.mathlode.pipeline.model.Kebab;

/** {@code weak-aware} for {@code WEAK_AWARE}: enum constants as YAML and tables write them. */
@SuppressWarnings({"rawtypes", "unchecked"})
final class KebabCaseEnum extends JsonDeserializer<Enum> implements ContextualDeserializer {
    private final Class<? extends Enum> type;

    KebabCaseEnum() {
        this(Enum.class);
    }

    private KebabCaseEnum(Class<? extends Enum> type) {
        this.type = type;
    }

    @Override
    public JsonDeserializer<?> createContextual(DeserializationContext context, BeanProperty property) {
        Class<?> raw = property == null ? context.getContextualType().getRawClass() : property.getType().getRawClass();
        return new KebabCaseEnum((Class<? extends Enum>) raw);
    }

    @Override
    public Enum deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        String name = parser.getText();
        for (Enum constant : type.getEnumConstants()) {
            if (Kebab.of(constant).equals(name)) {
                return constant;
            }
        }
        throw InvalidFormatException.from(parser, "unknown name", name, type);
    }
}
