package chorus.wire;

import chorus.definition.MemberAddress;
import chorus.value.FieldReader;
import chorus.value.FieldWriter;

/// Addresses of members as parts of commands, snapshots and messages. Format 1.
public final class AddressCodec {
  private AddressCodec() {}

  public static FieldWriter write(FieldWriter to, MemberAddress address) {
    return to.text(address.host())
        .varint(address.resp())
        .varint(address.peer())
        .varint(address.http())
        .varint(address.control());
  }

  /// Throws [chorus.value.Malformed] for what is no address.
  public static MemberAddress read(FieldReader from) {
    String host = from.text();
    int[] ports = {from.number(), from.number(), from.number(), from.number()};
    if (!MemberAddress.isHost(host)) {
      throw from.malformed("has no host");
    }
    for (int port : ports) {
      if (!MemberAddress.isPort(port)) {
        throw from.malformed("has no such port");
      }
    }
    return new MemberAddress(host, ports[0], ports[1], ports[2], ports[3]);
  }
}
