package org.mathlode.pipeline.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8ReaderTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 2048})
    void readsWhatTheJdkReadsWhateverTheRoom(int room) {
        String text = ("plain ".repeat(40) + "é数學😀\u0000\uFFFF ").repeat(30) + "😀";
        Utf8Reader reader = new Utf8Reader(text.getBytes(StandardCharsets.UTF_8), 0);
        StringBuilder read = new StringBuilder();
        char[] buffer = new char[room];

        for (int count = reader.read(buffer, 0, room); count > 0; count = reader.read(buffer, 0, room)) {
            assertThat(count == room || read.length() + count == text.length()).isTrue();
            read.append(buffer, 0, count);
        }

        assertThat(read).hasToString(text);
    }

    @Test
    void takesForUtf8WhatTheJdkDecodesWithoutError() {
        Random random = new Random(7);
        byte[][] pieces = {{'a'}, {(byte) 0xC3, (byte) 0xA9}, {(byte) 0xE0, (byte) 0xA0, (byte) 0x80}, {(byte) 0xED, (byte) 0x9F, (byte) 0xBF}, {(byte) 0xF0, (byte) 0x90, (byte) 0x80, (byte) 0x80},
            {(byte) 0xF4, (byte) 0x8F, (byte) 0xBF, (byte) 0xBF}, {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, {(byte) 0xC0, (byte) 0x80}, {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80}, {(byte) 0x80}, {(byte) 0xE2, (byte) 0x82}};
        for (int round = 0; round < 5_000; round++) {
            ByteBuffer bytes = ByteBuffer.allocate(200);
            int bad = random.nextInt(3) == 0 ? pieces.length : 6;
            while (bytes.remaining() > 40) {
                bytes.put(pieces[random.nextInt(4) > 0 ? 0 : random.nextInt(bad)]);
            }
            byte[] page = java.util.Arrays.copyOf(bytes.array(), bytes.position());

            assertThat(Utf8Reader.isUtf8(page, 0)).isEqualTo(decodes(page));
        }
    }

    @Test
    void findsAByteWhereverItStands() {
        for (int at = 0; at < 40; at++) {
            byte[] bytes = "\u001a\u001c\u009b abcdefg".repeat(5).getBytes(StandardCharsets.ISO_8859_1);
            assertThat(Utf8Reader.holds(bytes, (byte) 0x1b)).isFalse();
            bytes[at] = 0x1b;
            assertThat(Utf8Reader.holds(bytes, (byte) 0x1b)).isTrue();
        }
    }

    private static boolean decodes(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
