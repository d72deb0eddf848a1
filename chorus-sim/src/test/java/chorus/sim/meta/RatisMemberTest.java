package chorus.sim.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chorus.base.NodeId;
import chorus.control.ControlGroup;
import chorus.control.ControlLinks;
import chorus.control.ControlRefusedException;
import chorus.control.ControlSettings;
import chorus.control.ControlTuning;
import chorus.control.RatisMetaLog;
import chorus.control.StartMode;
import chorus.env.MetaMembers;
import chorus.env.MetaPeer;
import chorus.resp.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a member of the control group refuses, and what it leaves behind.
final class RatisMemberTest {
  private static final NodeId NODE = new NodeId("n1");

  @TempDir private Path directory = Path.of("");
  private final RealStrand strand = new RealStrand("strand");
  private int port;

  @BeforeEach
  void choosePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
  }

  @AfterEach
  void closeStrand() {
    strand.close();
  }

  @Test
  void memberThatWasHereBeforeNeverStartsWithoutItsDirectory() {
    Path missing = directory.resolve("missing");
    assertThatThrownBy(() -> open("one", 1, missing, StartMode.EXISTING))
        .isInstanceOf(ControlRefusedException.class)
        .hasMessageContaining("missing or empty")
        .hasMessageContaining("n1-1");
    assertThat(missing).doesNotExist();
  }

  @Test
  void memberThatWasHereBeforeNeverStartsWithoutItsLog() throws Exception {
    Path home = directory.resolve("n1");
    open("one", 1, home, StartMode.FRESH).close();
    try (var tree = Files.walk(home.resolve("raft"))) {
      for (Path file : tree.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
    assertThatThrownBy(() -> open("one", 1, home, StartMode.EXISTING))
        .isInstanceOf(ControlRefusedException.class)
        .hasMessageContaining("lacks its log");
  }

  @Test
  void directoryOfAnotherClusterOrIncarnationIsRefused() throws Exception {
    Path home = directory.resolve("n1");
    open("one", 1, home, StartMode.FRESH).close();
    for (StartMode mode : StartMode.values()) {
      assertThatThrownBy(() -> open("two", 1, home, mode))
          .isInstanceOf(ControlRefusedException.class)
          .hasMessageContaining("belongs to [format 1, cluster one, member n1-1]");
      assertThatThrownBy(() -> open("one", 2, home, mode))
          .isInstanceOf(ControlRefusedException.class)
          .hasMessageContaining("not to [format 1, cluster one, member n1-2]");
    }
  }

  @Test
  void directoryWithFilesOfSomethingElseIsLeftAlone() throws Exception {
    Path file = Files.writeString(directory.resolve("letter"), "dear");
    assertThatThrownBy(() -> open("one", 1, directory, StartMode.FRESH))
        .isInstanceOf(ControlRefusedException.class)
        .hasMessageContaining("files of something else");
    assertThat(file).hasContent("dear");
  }

  @Test
  void interruptedFirstStartIsFinishedAndAFinishedOneIsNeverFormattedAgain() throws Exception {
    Path home = Files.createDirectories(directory.resolve("n1"));
    Files.writeString(home.resolve("identity.new"), "half");
    commit(home, StartMode.FRESH, "kept");
    RecordingMachine again = commit(home, StartMode.FRESH, "second");
    assertThat(again.applied()).containsExactly("kept", "second");
  }

  @Test
  void portInUseIsNamedAndEndsNoProcess() throws Exception {
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> open("one", 1, directory.resolve("n1"), StartMode.FRESH))
          .isInstanceOf(ControlRefusedException.class)
          .hasMessage("control port 127.0.0.1:%d of n1-1 is in use", taken.getLocalPort());
    }
    open("one", 1, directory.resolve("n1"), StartMode.FRESH).close();
  }

  @Test
  void directoryInUseIsRefused() throws Exception {
    Path home = directory.resolve("n1");
    try (RatisMetaLog holder = open("one", 1, home, StartMode.FRESH)) {
      assertThat(holder).isNotNull();
      choosePort();
      assertThatThrownBy(() -> open("one", 1, home, StartMode.EXISTING))
          .isInstanceOf(ControlRefusedException.class);
    }
  }

  @Test
  void stoppedMemberLeavesNoThreadAndNoPort() throws Exception {
    commit(directory.resolve("warm-up"), StartMode.FRESH, "first");
    choosePort();
    Set<Thread> before = threads();
    commit(directory.resolve("n1"), StartMode.FRESH, "first");
    assertThat(until(() -> left(before).isEmpty())).as(left(before).toString()).isTrue();
    new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
  }

  @Test
  void stoppedLogAnswersThatNothingWasApplied() throws Exception {
    RecordingMachine machine = new RecordingMachine();
    Attempt late = new Attempt(machine);
    RatisMetaLog log = open("one", 1, directory.resolve("n1"), StartMode.FRESH);
    strand.execute(() -> log.start(machine));
    strand.execute(log::stop);
    strand.execute(() -> log.propose(Bytes.utf8("late"), late));
    assertThat(until(late::ended)).isTrue();
    log.close();
    assertThat(late.fault()).hasValue("NOLEADER");
    assertThat(machine.applied()).isEmpty();
  }

  private RatisMetaLog open(String cluster, int incarnation, Path home, StartMode mode)
      throws ControlRefusedException {
    ControlGroup group =
        new ControlGroup(
            cluster,
            MetaMembers.first(List.of(new MetaPeer(NODE, incarnation, "127.0.0.1", port))));
    return RatisMetaLog.open(
        new ControlSettings(group, NODE, home, mode, ControlTuning.STANDARD, ControlLinks.WHOLE),
        strand);
  }

  /// Starts a member, commits one command and stops it.
  private RecordingMachine commit(Path home, StartMode mode, String command) throws Exception {
    RecordingMachine machine = new RecordingMachine();
    try (RatisMetaLog log = open("one", 1, home, mode)) {
      Attempt attempt = new Attempt(machine);
      strand.execute(() -> log.start(machine));
      strand.execute(() -> log.propose(Bytes.utf8(command), attempt));
      assertThat(until(attempt::ended)).isTrue();
      assertThat(attempt.ok()).as(attempt.toString()).isTrue();
    }
    return machine;
  }

  /// Threads that came since `before` and are not idle workers that the JVM shares.
  private static Set<String> left(Set<Thread> before) {
    return threads().stream()
        .filter(thread -> !before.contains(thread))
        .map(Thread::getName)
        .filter(name -> !name.startsWith("ForkJoinPool"))
        .collect(Collectors.toSet());
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet();
  }

  private static boolean until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (System.nanoTime() < deadline) {
      if (condition.getAsBoolean()) {
        return true;
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
    return false;
  }
}
