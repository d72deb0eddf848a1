package chorus.sim.world;

import chorus.base.Done;
import chorus.base.Fault;
import chorus.base.Require;
import chorus.base.Result;
import chorus.env.Completion;
import chorus.env.DiskFile;
import chorus.resp.Bytes;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// An open file. Its completions come in request order; a failed sync is final.
final class SimFile implements DiskFile {
  private static final long SYNC_MICROS = 400;
  private static final long READ_MICROS = 60;
  private static final long SPACE_MICROS = 300;

  private final SimDisk disk;
  private final Inode inode;
  private final String path;
  private final Strand strand;
  private long size;
  private int position;
  private long lastNanos;
  private @Nullable Fault broken;
  private @Nullable Fault appendFault;
  private boolean closed;

  SimFile(SimDisk disk, String path, Inode inode, Strand strand) {
    this.disk = disk;
    this.inode = inode;
    this.path = path;
    this.strand = strand;
    this.size = inode.size();
    this.position = inode.size();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void allocate(long length, Completion<Done> done) {
    var fault = new AtomicReference<@Nullable Fault>(broken);
    operate(
        SPACE_MICROS,
        () -> {
          if (fault.get() == null && disk.isFull() && length > inode.size()) {
            fault.set(SimDisk.FULL);
          }
          if (fault.get() == null) {
            inode.extend(Math.toIntExact(length));
            size = Math.max(size, length);
          }
        },
        () -> {},
        () -> finish(done, fault.get()));
  }

  @Override
  public void cut(long to, Completion<Done> done) {
    open();
    if (broken == null) {
      position = Math.toIntExact(to);
      inode.zeroFrom(position);
    }
    persist(done);
  }

  @Override
  public void append(Bytes data) {
    open();
    disk.note(data.array());
    if (broken != null) {
      return;
    }
    if (disk.isFull() && position + data.length() > inode.size()) {
      appendFault = SimDisk.FULL;
      return;
    }
    inode.write(position, data.array());
    position += data.length();
  }

  @Override
  public void sync(Completion<Done> done) {
    open();
    persist(done);
  }

  private void persist(Completion<Done> done) {
    if (broken == null && appendFault != null) {
      broken = appendFault;
    }
    BitSet sectors = broken == null ? inode.takeDirty() : new BitSet();
    var fault = new AtomicReference<@Nullable Fault>(broken);
    SimDisk.Sync sync = disk.began(path);
    operate(
        SYNC_MICROS,
        () -> {
          disk.ended(sync);
          if (fault.get() == null && broken == null && disk.takeSyncFailure()) {
            broken = SimDisk.BROKEN;
          }
          if (fault.get() == null && broken != null) {
            fault.set(broken);
            inode.failToPersist(sectors, disk.chance());
          } else {
            inode.persist(sectors);
            disk.syncDone();
          }
        },
        () -> {
          disk.ended(sync);
          inode.giveBack(sectors);
        },
        () -> finish(done, fault.get()));
  }

  @Override
  public void read(long offset, int length, Completion<Bytes> done) {
    open();
    var content = new AtomicReference<Bytes>(Bytes.EMPTY);
    operate(
        READ_MICROS,
        () -> content.set(Bytes.wrap(inode.read(offset, length))),
        () -> {},
        () -> {
          Bytes bytes = content.get();
          Fault fault = broken;
          strand.execute(
              () -> done.complete(fault == null ? Result.ok(bytes) : Result.failed(fault)));
        });
  }

  @Override
  public void close() {
    closed = true;
  }

  private void open() {
    Require.that(!closed, "no call follows a close");
  }

  private void operate(long micros, Runnable effect, Runnable undone, Runnable completed) {
    lastNanos = disk.operate(micros, lastNanos, effect, undone, completed);
  }

  private void finish(Completion<Done> done, @Nullable Fault fault) {
    strand.execute(
        () -> done.complete(fault == null ? Result.ok(Done.DONE) : Result.failed(fault)));
  }
}
