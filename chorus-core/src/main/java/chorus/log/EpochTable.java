package chorus.log;

import chorus.base.Epoch;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.Require;
import chorus.value.FieldReader;
import chorus.value.FieldWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which epoch wrote which part of a log: the first LSN of every epoch that has a record in it.
///
/// Two logs are compared by it and never by LSN alone: equal LSNs of different epochs are different
/// records. Source: KIP-101, the leader epoch cache.
public final class EpochTable {
  /// The table of a log without records.
  public static final EpochTable EMPTY = new EpochTable(List.of());

  private final List<Entry> entries;

  /// One epoch of a log.
  ///
  /// @param start the first LSN that `epoch` wrote
  public record Entry(Epoch epoch, Lsn start) {}

  private EpochTable(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /// In rising order of epochs and of LSNs.
  public List<Entry> entries() {
    return entries;
  }

  /// This table once a record of `epoch` at `lsn` was appended.
  public EpochTable with(Epoch epoch, Lsn lsn) {
    if (!entries.isEmpty()) {
      Entry newest = entries.getLast();
      Require.that(!epoch.isBefore(newest.epoch), "epochs never fall", newest, epoch, lsn);
      Require.that(!lsn.isBefore(newest.start), "lsns never fall", newest, epoch, lsn);
      if (newest.epoch.equals(epoch)) {
        return this;
      }
    }
    List<Entry> longer = new ArrayList<>(entries);
    longer.add(new Entry(epoch, lsn));
    return new EpochTable(longer);
  }

  /// This table once everything above `lsn` was discarded.
  public EpochTable cutAfter(Lsn lsn) {
    if (entries.isEmpty() || !entries.getLast().start.isAfter(lsn)) {
      return this;
    }
    return new EpochTable(entries.stream().filter(entry -> !entry.start.isAfter(lsn)).toList());
  }

  /// The first LSN that `epoch` wrote; empty if it wrote none here.
  public Optional<Lsn> startOf(Epoch epoch) {
    return entries.stream()
        .filter(entry -> entry.epoch.equals(epoch))
        .map(Entry::start)
        .findFirst();
  }

  /// The last LSN that `epoch` wrote in a log that ends at `last`; empty if it wrote none here.
  public Optional<Lsn> endOf(Epoch epoch, Lsn last) {
    for (int at = 0; at < entries.size(); at++) {
      if (entries.get(at).epoch.equals(epoch)) {
        return Optional.of(endOf(at, last));
      }
    }
    return Optional.empty();
  }

  /// The epoch that wrote `lsn`, if `lsn` is in the log; [Epoch#NONE] before the first record.
  public Epoch epochAt(Lsn lsn) {
    for (Entry entry : entries.reversed()) {
      if (!entry.start.isAfter(lsn)) {
        return entry.epoch;
      }
    }
    return Epoch.NONE;
  }

  /// The highest position that this log, which ends at `last`, may share with one that ends at
  /// `other`. Above it the two differ for certain. Below it they may still differ if `other`'s log
  /// knows epochs that this one does not: the owner of `other` answers with what it makes of this
  /// answer, until both agree. [LogPosition#START] if nothing is shared.
  public LogPosition sharedWith(LogPosition other, Lsn last) {
    for (int at = entries.size() - 1; at >= 0; at--) {
      Entry entry = entries.get(at);
      if (!entry.epoch.isAfter(other.epoch()) && !entry.start.isAfter(other.lsn())) {
        return new LogPosition(entry.epoch, Lsn.min(endOf(at, last), other.lsn()));
      }
    }
    return LogPosition.START;
  }

  /// The highest position that a log with this table, which ends at `last`, surely shares with one
  /// that ends at `otherLast` and has the table `other`. [LogPosition#START] if there is none.
  public LogPosition partsFrom(EpochTable other, Lsn last, LogPosition otherLast) {
    LogPosition shared = sharedWith(otherLast, last);
    LogPosition theirs = other.sharedWith(shared, otherLast.lsn());
    while (!theirs.equals(shared)) {
      shared = sharedWith(theirs, last);
      theirs = other.sharedWith(shared, otherLast.lsn());
    }
    return shared;
  }

  private Lsn endOf(int at, Lsn last) {
    return at + 1 < entries.size() ? new Lsn(entries.get(at + 1).start.number() - 1) : last;
  }

  /// As bytes: how many epochs, of each its number and its first LSN, varints. Mirror of [#read].
  public FieldWriter write(FieldWriter to) {
    to.varint(entries.size());
    for (Entry each : entries) {
      to.varint(each.epoch.number()).varint(each.start.number());
    }
    return to;
  }

  /// Throws [chorus.value.Malformed] for anything that [#write] does not write.
  public static EpochTable read(FieldReader from) {
    EpochTable table = EMPTY;
    for (Entry each : from.list(it -> new Entry(new Epoch(it.count()), new Lsn(it.count())))) {
      boolean rises =
          table.entries.isEmpty()
              || (each.epoch.isAfter(table.entries.getLast().epoch)
                  && each.start.isAfter(table.entries.getLast().start));
      if (!rises) {
        throw from.malformed("epochs do not rise");
      }
      table = table.with(each.epoch, each.start);
    }
    return table;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EpochTable that && entries.equals(that.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return entries.toString();
  }
}
