package chorus.sim.meta;

import chorus.env.MetaMachine;
import chorus.resp.Bytes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A machine whose state is the list of commands that it was fed. Commands are words without line
/// breaks. Any thread may look.
final class RecordingMachine implements MetaMachine {
  private final List<String> applied = new CopyOnWriteArrayList<>();
  private final List<String> strands = new CopyOnWriteArrayList<>();
  private volatile boolean leads;
  private final AtomicInteger restores = new AtomicInteger();

  /// The state: every command in order, those of a restored snapshot included.
  List<String> applied() {
    return List.copyOf(applied);
  }

  boolean leads() {
    return leads;
  }

  /// How often the whole state came from a snapshot.
  int restores() {
    return restores.get();
  }

  /// The threads that called, each once.
  List<String> strands() {
    return strands.stream().distinct().toList();
  }

  @Override
  public void apply(Bytes command) {
    strands.add(Thread.currentThread().getName());
    applied.add(command.utf8());
  }

  @Override
  public Bytes snapshot() {
    strands.add(Thread.currentThread().getName());
    return Bytes.utf8(String.join("\n", applied));
  }

  @Override
  public void restore(Bytes snapshot) {
    strands.add(Thread.currentThread().getName());
    applied.clear();
    if (!snapshot.isEmpty()) {
      applied.addAll(List.of(snapshot.utf8().split("\n")));
    }
    restores.incrementAndGet();
  }

  @Override
  public void leadershipGained() {
    leads = true;
  }

  @Override
  public void leadershipLost() {
    leads = false;
  }
}
