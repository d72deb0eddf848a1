package chorus.cluster;

import chorus.base.NodeId;
import chorus.definition.MemberAddress;
import chorus.value.FieldReader;
import chorus.value.FieldWriter;
import java.util.Map;
import java.util.TreeMap;

/// Members and where they are reached, as parts of commands and snapshots. Format 1.
final class MemberCodec {
  private MemberCodec() {}

  static FieldWriter addresses(FieldWriter to, Map<NodeId, MemberAddress> addresses) {
    to.varint(addresses.size());
    addresses.forEach((node, address) -> address(to.text(node.name()), address));
    return to;
  }

  static Map<NodeId, MemberAddress> addresses(FieldReader from) {
    TreeMap<NodeId, MemberAddress> addresses = new TreeMap<>();
    for (int left = from.number(); left > 0; left--) {
      NodeId node = HistoryCodec.node(from);
      if (!addresses.isEmpty() && addresses.lastKey().compareTo(node) >= 0) {
        throw from.malformed("has members in an order that is never written");
      }
      addresses.put(node, address(from));
    }
    return addresses;
  }

  static FieldWriter address(FieldWriter to, MemberAddress address) {
    return to.text(address.host())
        .varint(address.resp())
        .varint(address.peer())
        .varint(address.http())
        .varint(address.control());
  }

  static MemberAddress address(FieldReader from) {
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

  static void members(FieldWriter to, Members members) {
    members(to, members.byId());
    members(to, members.departed());
  }

  private static void members(FieldWriter to, Map<NodeId, Member> members) {
    to.varint(members.size());
    members.forEach((node, member) -> {
      address(to.text(node.name()), member.address());
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
      members.put(node, new Member(address(from), incarnation(from), from.varint()));
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
