package org.mathlode.pipeline.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.NamingBase;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.StringReader;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mathlode.pipeline.model.Kebab;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;

/** YAML into config records: unknown, missing and duplicate keys, wrong types and anchors are errors with file, line and key path. */
public final class StrictYaml {
    private static final NamingBase KEBAB_CASE = (NamingBase) PropertyNamingStrategies.KEBAB_CASE;
    private static final ObjectMapper MAPPER = mapper();

    private StrictYaml() {}

    /** Reads one document; throws {@link ConfigException} for anything that is not exactly a {@code type}. */
    public static <T> T read(Path file, Class<T> type) {
        String text = text(file);
        try {
            refuseAnchors(file, text);
            T value = MAPPER.readValue(text, type);
            if (value == null) {
                throw new ConfigException(file + ": the file is empty");
            }
            return value;
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new ConfigException(file + ":" + line + ": not YAML: " + oneLine(e.getProblem()));
        } catch (JsonMappingException e) {
            throw new ConfigException(place(file, e) + complaint(e) + misspelt(e, text, type));
        } catch (JsonProcessingException e) {
            String problem = oneLine(e.getOriginalMessage());
            throw new ConfigException(place(file, e.getLocation()) + (problem.startsWith("Duplicate field")
                    ? problem.replaceFirst("Duplicate field '([^']*)'.*", "the key $1 stands twice")
                    : "not YAML: " + problem));
        }
    }

    private static ObjectMapper mapper() {
        YAMLMapper mapper = YAMLMapper.builder(YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
                .propertyNamingStrategy(KEBAB_CASE)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .annotationIntrospector(new EveryKeyIsRequired())
                .build();
        mapper.coercionConfigFor(LogicalType.Textual)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
        mapper.registerModule(new SimpleModule().addDeserializer(Enum.class, new KebabCaseEnum()));
        return mapper;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new ConfigException(file + ": no such file");
        } catch (CharacterCodingException e) {
            throw new ConfigException(file + ": not UTF-8");
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot be read: " + oneLine(e.getMessage()));
        }
    }

    /** Jackson reads an alias as the text of its name. */
    private static void refuseAnchors(Path file, String text) {
        for (Event event : new Yaml(new LoaderOptions()).parse(new StringReader(text))) {
            if (event instanceof AliasEvent || (event instanceof NodeEvent node && node.getAnchor() != null)) {
                throw new ConfigException(file + ":" + (event.getStartMark().getLine() + 1)
                        + ": anchors and aliases are not allowed (" + ((NodeEvent) event).getAnchor() + "): write the value out");
            }
        }
    }

    private static String place(Path file, JsonMappingException e) {
        String path = e.getPath().stream()
                .map(step -> step.getFieldName() != null ? step.getFieldName() : "[" + step.getIndex() + "]")
                .collect(Collectors.joining("."))
                .replace(".[", "[");
        return place(file, e.getLocation()) + (path.isEmpty() ? "" : path + ": ");
    }

    private static String place(Path file, JsonLocation location) {
        return file + (location == null || location.getLineNr() < 1 ? "" : ":" + location.getLineNr()) + ": ";
    }

    private static String complaint(JsonMappingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            String known = unknown.getKnownPropertyIds() == null ? ""
                    : unknown.getKnownPropertyIds().stream().map(Object::toString).collect(Collectors.toCollection(TreeSet::new)).toString();
            return "unknown key; known here: " + known.replaceAll("[\\[\\]]", "");
        }
        if (e.getCause() instanceof IllegalArgumentException told) {
            return oneLine(told.getMessage());
        }
        String message = oneLine(e.getOriginalMessage());
        if (message.startsWith("Missing required creator property")) {
            return message.replaceFirst("Missing required creator property '([^']*)'.*", "the key $1 is missing");
        }
        if (message.startsWith("Duplicate field")) {
            return message.replaceFirst("Duplicate field '([^']*)'.*", "the key $1 stands twice");
        }
        if (e instanceof InvalidFormatException wrong && wrong.getTargetType() != null && wrong.getTargetType().isEnum()) {
            return "must be one of " + Arrays.stream(wrong.getTargetType().getEnumConstants())
                    .map(constant -> Kebab.of((Enum<?>) constant)).collect(Collectors.joining(", ")) + " (" + wrong.getValue() + ")";
        }
        if (e instanceof MismatchedInputException wrong && wrong.getTargetType() != null) {
            return "must be " + expected(wrong.getTargetType()) + ": " + message.replaceAll(" \\(?from .*| \\(for.*", "");
        }
        return message;
    }

    /** A key that is missing is often there under another name: Jackson looks for missing keys before it looks at unknown ones. */
    private static String misspelt(JsonMappingException e, String text, Class<?> type) {
        if (e.getPath().isEmpty() || !e.getOriginalMessage().startsWith("Missing required")) {
            return "";
        }
        JsonNode section = tree(text);
        Class<?> known = type;
        for (JsonMappingException.Reference step : e.getPath().subList(0, e.getPath().size() - 1)) {
            section = section.path(String.valueOf(step.getFieldName()));
            known = component(known, step.getFieldName());
        }
        List<String> unknown = new ArrayList<>();
        for (Iterator<String> names = section.fieldNames(); names.hasNext() && known != null; ) {
            String name = names.next();
            if (component(known, name) == null) {
                unknown.add(name);
            }
        }
        return unknown.isEmpty() ? "" : "; unknown key here: " + String.join(", ", unknown);
    }

    /** The type of a record's component by its YAML name; null if there is none. */
    private static Class<?> component(Class<?> type, String name) {
        return type == null || !type.isRecord() ? null : Arrays.stream(type.getRecordComponents())
                .filter(component -> KEBAB_CASE.translate(component.getName()).equals(name)).map(RecordComponent::getType).findFirst().orElse(null);
    }

    private static JsonNode tree(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static String expected(Class<?> type) {
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "a whole number";
        }
        if (type == double.class || type == Double.class) {
            return "a number";
        }
        return type == String.class ? "text (in quotes if it looks like a number)" : Collection.class.isAssignableFrom(type) ? "a list" : "a section";
    }

    private static String oneLine(String message) {
        return message == null ? "" : message.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    /** Jackson knows required keys by annotation only; here every key is, but those marked {@link OptionalKey}. */
    private static final class EveryKeyIsRequired extends JacksonAnnotationIntrospector {
        @Override
        public Boolean hasRequiredMarker(AnnotatedMember member) {
            return !member.hasAnnotation(OptionalKey.class) && member.getDeclaringClass().isRecord();
        }

        @Override
        public boolean isAnnotationBundle(Annotation annotation) {
            return false;
        }
    }
}
