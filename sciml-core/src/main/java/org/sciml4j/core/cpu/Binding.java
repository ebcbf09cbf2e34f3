package org.sciml4j.core.cpu;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.device.Buffer;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;

/**
 * The buffers of one run, checked: their number, types and device, that they are open, and that no
 * output lies over another buffer unless it is meant to.
 */
record Binding(List<CpuBuffer> inputs, List<CpuBuffer> outputs) {
  private record Piece(long from, long to, boolean written, String name) {}

  static Binding of(CpuProgram program, List<Buffer> inputs, List<Buffer> outputs) {
    List<CpuBuffer> in = checked(program, "input", inputs, program.graph().inputs());
    List<CpuBuffer> out = checked(program, "output", outputs, program.graph().outputs());
    Map<Integer, Integer> inPlace = program.options().inPlace();
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < out.size(); i++) {
      Integer input = inPlace.get(i);
      if (input == null) {
        pieces.add(piece(out.get(i), true, "output " + i));
      } else if (out.get(i).address() != in.get(input).address()) {
        throw new InvalidInputException(
            "output " + i,
            "another buffer than input " + input,
            "the buffer of input " + input + ", which it overwrites",
            "bind one buffer to both");
      }
    }
    for (int i = 0; i < in.size(); i++) {
      pieces.add(piece(in.get(i), inPlace.containsValue(i), "input " + i));
    }
    requireApart(pieces);
    return new Binding(in, out);
  }

  private static Piece piece(CpuBuffer buffer, boolean written, String name) {
    return new Piece(buffer.address(), buffer.address() + buffer.type().bytes(), written, name);
  }

  private static List<CpuBuffer> checked(
      CpuProgram program, String kind, List<Buffer> buffers, List<Value> values) {
    if (buffers.size() != values.size()) {
      throw new InvalidInputException(
          kind + "s", buffers.size() + " buffers", values.size() + " buffers", "bind one for each");
    }
    List<CpuBuffer> checked = new ArrayList<>();
    for (int i = 0; i < buffers.size(); i++) {
      String name = kind + " " + i;
      TensorType type = values.get(i).type();
      Buffer buffer = buffers.get(i);
      if (!(buffer instanceof CpuBuffer own) || own.device().team() != program.cpu().team()) {
        throw new InvalidInputException(
            name, buffer, "a buffer of the program's device", "upload the data to that device");
      }
      if (!own.type().equals(type)) {
        throw new InvalidInputException(name, own.type(), type + "", "bind a buffer of that type");
      }
      if (!own.isOpen()) {
        throw new InvalidInputException(
            name, "closed " + type, "an open buffer", "close buffers after their last use");
      }
      checked.add(own);
    }
    return checked;
  }

  private static void requireApart(List<Piece> pieces) {
    pieces.sort(Comparator.comparingLong(Piece::from));
    Piece written = null;
    Piece any = null;
    for (Piece piece : pieces) {
      Piece before = piece.written ? any : written;
      if (before != null && before.to > piece.from && piece.to > piece.from) {
        throw new InvalidInputException(
            "memory of " + before.name + " and " + piece.name,
            "shared",
            "of their own, since one of them is written",
            "bind another buffer");
      }
      any = any == null || piece.to > any.to ? piece : any;
      if (piece.written && (written == null || piece.to > written.to)) {
        written = piece;
      }
    }
  }
}
