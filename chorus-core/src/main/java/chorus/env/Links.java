package chorus.env;

import chorus.base.NodeId;
import java.util.List;

/// The links between nodes, to be cut on purpose in demonstrations and tests: what would go over a
/// cut link is lost, be it of the data or of the control plane.
///
/// Any strand may call it.
public interface Links {
  /// Links that nobody can cut.
  Links UNCUTTABLE =
      new Links() {
        @Override
        public boolean mayBeCut() {
          return false;
        }

        @Override
        public List<Cut> cuts() {
          return List.of();
        }

        @Override
        public void cutExactly(List<Cut> cuts) {}
      };

  /// One direction of one link.
  record Cut(NodeId from, NodeId to) {}

  boolean mayBeCut();

  /// What this node counts as cut.
  List<Cut> cuts();

  /// Cuts these and heals all others.
  void cutExactly(List<Cut> cuts);
}
