package chorus.cluster;

import chorus.base.NodeId;
import chorus.definition.MemberAddress;
import chorus.value.FieldReader;
import chorus.value.FieldWriter;
import chorus.wire.AddressCodec;
import java.util.Map;
import java.util.TreeMap;

/// Members and where they are reached, as parts of commands and snapshots. Format 1.
final class MemberCodec {
  private MemberCodec() {}

  static FieldWriter addresses(FieldWriter to, Map<NodeId, MemberAddress> addresses) {
    to.varint(addresses.size());
    addresses.forEach((node, address) -> AddressCodec.write(to.text(node.name()), address));
    return to;
  }

  static Map<NodeId, MemberAddress> addresses(FieldReader from) {
    TreeMap<NodeId, MemberAddress> addresses = new TreeMap<>();
    for (int left = from.number(); left > 0; left--) {
      NodeId node = HistoryCodec.node(from);
      if (!addresses.isEmpty() && addresses.lastKey().compareTo(node) >= 0) {
        throw from.malformed("has members in an order that is never written");
      }
      addresses.put(node, AddressCodec.read(from));
    }
    return addresses;
  }

  static void members(FieldWriter to, Members members) {
    members(to, members.byId());
    members(to, members.departed());
  }

  private static void members(FieldWriter to, Map<NodeId, Member> members) {
    to.varint(members.size());
    members.forEach((node, member) -> {
      AddressCodec.write(to.text(node.name()), member.address());
      to.varint(member.incarnation()).varint(member.boot());
    });
  }

  static Members members(FieldReader from) {
    return new Members(byId(from), byId(from));
  }

  private static Map<NodeId, Member> byId(FieldReader from) {
    Map<NodeId, Member> members = new TreeMap<>();
    for (int left = from.number(); left > 0; left--) {
      NodeId node = HistoryCodec.node(from);
      members.put(node, new Member(AddressCodec.read(from), incarnation(from), from.varint()));
    }
    return members;
  }

  private static int incarnation(FieldReader from) {
    int number = from.number();
    if (number < 1) {
      throw from.malformed("has an incarnation before the first");
    }
    return number;
  }
}
