package chorus.resp;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// A small seeded generator of request streams.
final class RequestStreams {

  /// Pieces that lead a decoder deep into its states.
  private static final String[] PIECES = {
    "*1\r\n",
    "*2\r\n",
    "*-1\r\n",
    "*0\r\n",
    "*99\r\n",
    "$1\r\n",
    "$0\r\n",
    "$3\r\n",
    "$-1\r\n",
    "$9999\r\n",
    "\r\n",
    "\r",
    "\n",
    "*",
    "$",
    "a",
    "abc",
    " ",
    "\"",
    "'",
    "\\",
    "\\x41",
    "\0",
    "\u00ff",
    "post",
    "GET k\r\n",
    "*1\r\n$4\r\nPING\r\n",
    "9",
    "-",
    "99999999999999999999"
  };

  private RequestStreams() {}

  /// Some commands with arguments of any bytes, mostly short.
  static List<List<Bytes>> commands(SplittableRandom random) {
    List<List<Bytes>> commands = new ArrayList<>();
    for (int count = random.nextInt(1, 10); count > 0; count--) {
      List<Bytes> command = new ArrayList<>();
      for (int size = random.nextInt(1, 6); size > 0; size--) {
        byte[] argument = new byte[random.nextInt(random.nextInt(10) == 0 ? 3000 : 20)];
        random.nextBytes(argument);
        command.add(Bytes.wrap(argument));
      }
      commands.add(command);
    }
    return commands;
  }

  /// Arrays, inline commands and empty requests, and now and then a fault.
  static byte[] mixed(SplittableRandom random) {
    Output output = new Output();
    for (int count = random.nextInt(1, 8); count > 0; count--) {
      switch (random.nextInt(6)) {
        case 0 -> output.put("SET key \"va lue\\x00\\n\" 'it\\'s'\r\n");
        case 1 -> output.put("get " + "k".repeat(random.nextInt(320)) + "\n");
        case 2 -> output.put(random.nextBoolean() ? "*0\r\n" : "\r\n");
        case 3 -> output.put(PIECES[random.nextInt(PIECES.length)]);
        default -> RequestEncoder.encode(commands(random).getFirst(), output);
      }
    }
    return output.toByteArray();
  }

  /// Random bytes, random pieces of the protocol, or a valid stream with some bytes changed.
  static byte[] garbage(SplittableRandom random) {
    byte[] stream;
    switch (random.nextInt(3)) {
      case 0 -> {
        stream = new byte[random.nextInt(1, 60)];
        random.nextBytes(stream);
      }
      case 1 -> {
        StringBuilder pieces = new StringBuilder();
        for (int count = random.nextInt(1, 12); count > 0; count--) {
          pieces.append(PIECES[random.nextInt(PIECES.length)]);
        }
        stream = Streams.bytes(pieces.toString());
      }
      default -> {
        Output output = new Output();
        RequestEncoder.encode(Streams.command("SET", "k", "v"), output);
        RequestEncoder.encode(Streams.command("GET", "key"), output);
        stream = output.toByteArray();
        for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
          stream[random.nextInt(stream.length)] = (byte) random.nextInt();
        }
      }
    }
    return stream;
  }
}
