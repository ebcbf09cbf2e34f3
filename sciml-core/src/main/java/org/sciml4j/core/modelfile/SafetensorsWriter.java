package org.sciml4j.core.modelfile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.TemporaryFile;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/**
 * Writes a safetensors file. The header lists the tensors as they were given; their data stand with
 * the wider type first, so that every number is aligned to its size.
 */
record SafetensorsWriter(Path path, Map<String, Tensor> tensors, Map<String, String> metadata) {
  private static final int ALIGNMENT = 8;
  private static final int BUFFER_BYTES = 1 << 20;

  void write() {
    tensors.forEach(SafetensorsWriter::requireWritable);
    metadata.forEach(SafetensorsWriter::requireText);
    if (tensors.size() + metadata.size() > SafetensorsHeader.MOST_NAMES) {
      throw new InvalidInputException(
          "tensors and metadata",
          tensors.size() + metadata.size() + " names",
          "at most " + SafetensorsHeader.MOST_NAMES,
          "write several files");
    }
    byte[] header = header();
    TemporaryFile.replace(
        path,
        channel -> {
          writeFully(channel, ByteBuffer.wrap(header));
          writeData(channel, DType.F64);
          writeData(channel, DType.F32);
        });
  }

  private static void requireWritable(String name, Tensor tensor) {
    String named = "tensor " + FileFault.quote(name);
    requireUnicode("name of " + named, name);
    if (name.equals(SafetensorsHeader.METADATA)) {
      throw new InvalidInputException(
          "tensor name", "'" + name + "'", "another name", "the format keeps it for metadata");
    }
    if (!tensor.segment().scope().isAlive()) {
      throw new InvalidInputException(
          named, "closed", "an open tensor", "write it before closing it");
    }
    if (tensor.rank() > SafetensorsHeader.MOST_AXES) {
      throw new InvalidInputException(
          named,
          "of " + tensor.rank() + " axes",
          "at most " + SafetensorsHeader.MOST_AXES,
          "reshape it");
    }
  }

  private static void requireText(String key, String value) {
    if (value == null) {
      throw new InvalidInputException(
          "metadata " + FileFault.quote(key), null, "text", "leave it out or make it empty");
    }
    requireUnicode("name of metadata " + FileFault.quote(key), key);
    requireUnicode("text of metadata " + FileFault.quote(key), value);
  }

  private static void requireUnicode(String what, String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new InvalidInputException(
          what, "not Unicode", "whole characters", "remove the half of a surrogate pair");
    }
  }

  private byte[] header() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[SafetensorsHeader.LENGTH_BYTES]);
    try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
      json.writeStartObject();
      if (!metadata.isEmpty()) {
        json.writeObjectFieldStart(SafetensorsHeader.METADATA);
        for (Map.Entry<String, String> entry : metadata.entrySet()) {
          json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
      }
      describeTensors(json);
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    bytes.writeBytes(
        " ".repeat(Math.floorMod(-bytes.size(), ALIGNMENT)).getBytes(StandardCharsets.US_ASCII));
    int length = bytes.size() - SafetensorsHeader.LENGTH_BYTES;
    if (length > SafetensorsHeader.LARGEST) {
      throw new InvalidInputException(
          "header for file '" + path + "'",
          length + " bytes",
          "at most " + SafetensorsHeader.LARGEST,
          "put less text into the metadata");
    }
    byte[] header = bytes.toByteArray();
    ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
    return header;
  }

  private void describeTensors(JsonGenerator json) throws IOException {
    long nextF64 = 0;
    long nextF32 =
        tensors.values().stream()
            .filter(tensor -> tensor.dtype() == DType.F64)
            .mapToLong(SafetensorsWriter::bytes)
            .sum();
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      Tensor tensor = entry.getValue();
      boolean isDouble = tensor.dtype() == DType.F64;
      long start = isDouble ? nextF64 : nextF32;
      long end = start + bytes(tensor);
      json.writeObjectFieldStart(entry.getKey());
      json.writeStringField("dtype", StoredType.of(tensor.dtype()).name());
      writeNumbers(json, "shape", tensor.shape());
      writeNumbers(json, "data_offsets", start, end);
      json.writeEndObject();
      if (isDouble) {
        nextF64 = end;
      } else {
        nextF32 = end;
      }
    }
  }

  private static void writeNumbers(JsonGenerator json, String key, long... numbers)
      throws IOException {
    json.writeFieldName(key);
    json.writeArray(numbers, 0, numbers.length);
  }

  private void writeData(FileChannel channel, DType type) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment raw = arena.allocate(BUFFER_BYTES);
      ByteBuffer buffer = raw.asByteBuffer();
      int perBuffer = BUFFER_BYTES / type.bytes();
      for (Tensor tensor : tensors.values()) {
        long count = tensor.dtype() == type ? tensor.count() : 0;
        for (long done = 0; done < count; done += perBuffer) {
          int n = (int) Math.min(perBuffer, count - done);
          StoredType.encode(tensor, done, raw, n);
          writeFully(channel, buffer.clear().limit(n * type.bytes()));
        }
      }
    }
  }

  private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static long bytes(Tensor tensor) {
    return tensor.count() * tensor.dtype().bytes();
  }
}
