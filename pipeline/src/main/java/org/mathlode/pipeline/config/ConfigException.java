package org.mathlode.pipeline.config;

/** A config that cannot be used: the message is one line that names file, line and key, and what is wrong with it. */
public final class ConfigException extends RuntimeException {
    public ConfigException(String message) {
        super(message);
    }
}
