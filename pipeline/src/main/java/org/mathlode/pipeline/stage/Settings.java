package org.mathlode.pipeline.stage;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.mathlode.pipeline.model.Kebab;

/** Config records as a flat map of key paths in the YAML's spelling, for digests and for naming a difference. */
final class Settings {
    private final TreeMap<String, String> values = new TreeMap<>();

    /** Adds every component of a config section. */
    Settings section(String path, Record section) {
        for (RecordComponent component : section.getClass().getRecordComponents()) {
            try {
                var accessor = component.getAccessor();
                accessor.setAccessible(true);
                put(path + "." + Kebab.of(component.getName()), accessor.invoke(section));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("a config record cannot be read: " + section, e);
            }
        }
        return this;
    }

    /** Adds one value. */
    Settings put(String key, Object value) {
        values.put(key, text(value));
        return this;
    }

    SortedMap<String, String> map() {
        return values;
    }

    private static String text(Object value) {
        if (value instanceof Collection<?> list) {
            return list.stream().map(Settings::text).collect(Collectors.joining(", ", "[", "]"));
        }
        return value instanceof Enum<?> constant ? Kebab.of(constant) : String.valueOf(value);
    }
}
