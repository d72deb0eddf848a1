package chorus.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Speaks PostgreSQL's own protocol, version 3, with prepared statements and binary parameters,
/// each operation its own transaction. Written for this one purpose, so that a request costs the
/// client no more than a Redis command does.
///
/// Source: "Frontend/Backend Protocol" in PostgreSQL's documentation.
public final class PostgresSpeaker implements Speaker {
  /// The table that it reads and writes.
  public static final String TABLE = "CREATE TABLE pairs (k bytea PRIMARY KEY, v bytea NOT NULL)";

  private static final String SET =
      "INSERT INTO pairs VALUES ($1, $2) ON CONFLICT (k) DO UPDATE SET v = excluded.v";
  private static final String GET = "SELECT v FROM pairs WHERE k = $1";

  private static final int VERSION = 3 << 16;
  private static final int HEADER_BYTES = 5;
  private static final short BINARY = 1;

  /// The server is ready once after the start and once after the statements are prepared.
  private static final int GREETINGS = 2;

  private byte[] pending = new byte[0];
  private int readies;
  private boolean row;
  private boolean reading;
  private String failure = "";

  @Override
  public void greet(ByteBuffer to) {
    byte[] parameters = "user\0postgres\0database\0postgres\0\0".getBytes(US_ASCII);
    to.putInt(8 + parameters.length).putInt(VERSION).put(parameters);
    parse("set", SET, to);
    parse("get", GET, to);
    sync(to);
  }

  private static void parse(String name, String statement, ByteBuffer to) {
    int start = begin('P', to);
    text(name, to);
    text(statement, to);
    to.putShort((short) 0);
    end(start, to);
  }

  @Override
  public void set(byte[] key, byte[] value, ByteBuffer to) {
    execute("set", to, key, value);
  }

  @Override
  public void get(byte[] key, ByteBuffer to) {
    execute("get", to, key);
  }

  private static void execute(String statement, ByteBuffer to, byte[]... parameters) {
    int bind = begin('B', to);
    text("", to);
    text(statement, to);
    to.putShort((short) 1).putShort(BINARY).putShort((short) parameters.length);
    for (byte[] parameter : parameters) {
      to.putInt(parameter.length).put(parameter);
    }
    to.putShort((short) 1).putShort(BINARY);
    end(bind, to);
    int execute = begin('E', to);
    text("", to);
    to.putInt(0);
    end(execute, to);
    sync(to);
  }

  private static void sync(ByteBuffer to) {
    end(begin('S', to), to);
  }

  private static int begin(char type, ByteBuffer to) {
    to.put((byte) type).putInt(0);
    return to.position() - Integer.BYTES;
  }

  private static void end(int start, ByteBuffer to) {
    to.putInt(start, to.position() - start);
  }

  private static void text(String text, ByteBuffer to) {
    to.put(text.getBytes(US_ASCII)).put((byte) 0);
  }

  @Override
  public void receive(byte[] from, int length, Outcomes outcomes, ByteBuffer to) {
    byte[] data = Arrays.copyOf(pending, pending.length + length);
    System.arraycopy(from, 0, data, pending.length, length);
    ByteBuffer in = ByteBuffer.wrap(data);
    while (in.remaining() >= HEADER_BYTES) {
      int size = 1 + in.getInt(in.position() + 1);
      if (in.remaining() < size) {
        break;
      }
      take(
          (char) in.get(in.position()),
          in.slice(in.position() + HEADER_BYTES, size - HEADER_BYTES),
          outcomes);
      in.position(in.position() + size);
    }
    pending = Arrays.copyOfRange(data, in.position(), data.length);
  }

  private void take(char type, ByteBuffer body, Outcomes outcomes) {
    switch (type) {
      case 'R' -> {
        if (body.getInt() != 0) {
          throw new IllegalStateException("the server asks for a password");
        }
      }
      case 'D' -> row = true;
      case 'C' -> reading = body.get(0) == 'S';
      case 'E' -> failure = code(body);
      case 'Z' -> ready(outcomes);
      default -> {
        // Parameters of the server, notices, and that a statement was parsed or bound.
      }
    }
  }

  /// An operation has ended.
  private void ready(Outcomes outcomes) {
    readies++;
    if (readies <= GREETINGS) {
      if (!failure.isEmpty()) {
        throw new IllegalStateException("the server refuses the session: " + failure);
      }
    } else if (!failure.isEmpty()) {
      outcomes.failed(failure);
    } else if (reading && !row) {
      outcomes.failed("NIL");
    } else {
      outcomes.succeeded();
    }
    failure = "";
    row = false;
  }

  /// The field `C` of an error: its SQLSTATE.
  private static String code(ByteBuffer body) {
    String fields = US_ASCII.decode(body).toString();
    return Arrays.stream(fields.split("\0", -1))
        .filter(each -> each.startsWith("C"))
        .findFirst()
        .orElse("error");
  }
}
