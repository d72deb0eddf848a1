package chorus.sim;

import chorus.base.NodeId;
import chorus.definition.AckMode;
import chorus.sim.check.DroppedDatabases;
import chorus.sim.check.Electorates;
import chorus.sim.check.ExactlyOnce;
import chorus.sim.check.Queues;
import chorus.sim.check.UniqueNumbers;
import chorus.sim.check.VectorOrder;
import chorus.sim.check.Verdicts;
import chorus.sim.cluster.SimCluster;
import chorus.sim.workload.Client;
import chorus.sim.workload.History;
import chorus.sim.workload.Landlord;
import chorus.sim.workload.Mover;
import chorus.sim.workload.NumberClient;
import chorus.sim.workload.OnceClient;
import chorus.sim.workload.Operator;
import chorus.sim.workload.QueueClient;
import chorus.sim.workload.Reformer;
import chorus.sim.workload.Registrar;
import chorus.sim.workload.TransactionClient;
import chorus.sim.workload.TransactionHistory;
import chorus.sim.workload.Watcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Everybody who works with the cluster of one run, and what they saw together.
final class Crew {
  private final SimCluster cluster;
  private final RandomGenerator random;
  private final DatabaseDraw database;
  private final Verdicts verdicts;
  private final TraceLaws laws;
  private final UniqueNumbers numbers;
  private final Electorates electorates;
  private final DroppedDatabases dropped;
  private final int undropMillis;
  private final History history;
  private final int founders;
  private final VectorOrder order;
  private final ExactlyOnce ledger;
  private final List<Client> clients = new ArrayList<>();
  private final List<Watcher> watchers = new ArrayList<>();
  private final List<OnceClient> onceClients = new ArrayList<>();
  private final List<NumberClient> numberClients = new ArrayList<>();
  private final TransactionHistory transactions = new TransactionHistory();
  private final List<TransactionClient> transactionClients = new ArrayList<>();
  private final Queues queues = new Queues();
  private final List<QueueClient> queueClients = new ArrayList<>();
  private @Nullable Operator operator;
  private @Nullable Reformer reformer;
  private @Nullable Registrar registrar;
  private @Nullable Mover mover;
  private @Nullable Landlord landlord;

  /// `random` is the run's own.
  Crew(
      SimCluster cluster,
      RandomGenerator random,
      DatabaseDraw database,
      Verdicts verdicts,
      TraceLaws laws,
      UniqueNumbers numbers,
      Electorates electorates,
      DroppedDatabases dropped,
      int undropMillis,
      boolean clocksAreKnown) {
    this.cluster = cluster;
    this.random = random;
    this.database = database;
    this.verdicts = verdicts;
    this.laws = laws;
    this.numbers = numbers;
    this.electorates = electorates;
    this.founders = cluster.ids().size();
    this.dropped = dropped;
    this.undropMillis = undropMillis;
    this.history = new History(clocksAreKnown);
    this.order = new VectorOrder(verdicts);
    this.ledger = new ExactlyOnce(verdicts, laws::lastEpoch);
  }

  /// They begin to work.
  void hire() {
    int workers = 3 + random.nextInt(4);
    int readers = 1 + random.nextInt(3);
    for (int number = 1; number <= workers + readers; number++) {
      var client =
          new Client(cluster, number, number <= workers ? worker() : reader(), history, verdicts);
      clients.add(client);
      client.start();
    }
    for (int number = 1; number <= 2; number++) {
      var watcher = new Watcher(cluster, number, 40 + random.nextInt(200), history, order);
      watchers.add(watcher);
      watcher.start();
    }
    hireOnceClients();
    hireNumberClients();
    hireExpiringClients();
    hireTransactionClients();
    hireQueueClients();
    hireOperator();
    hireReformer();
    hireRegistrar();
    hireLandlord();
    if (database.moves()) {
      mover = new Mover(cluster, verdicts, laws::wanted);
      mover.start();
    }
  }

  /// In one seed of four.
  private void hireLandlord() {
    if (chance("landlords").nextInt(4) == 0) {
      landlord = new Landlord(cluster, dropped, verdicts, undropMillis);
      landlord.start();
    }
  }

  /// In one seed of four, unless replicas move: then nodes stay who they are.
  private void hireRegistrar() {
    if (chance("registrars").nextInt(4) == 0 && !database.moves()) {
      registrar = new Registrar(cluster, electorates);
      registrar.start();
    }
  }

  /// In one seed of four.
  private void hireReformer() {
    if (chance("reformers").nextInt(4) == 0) {
      reformer = new Reformer(cluster, verdicts, database.modes(), database.policies());
      reformer.start();
    }
  }

  /// In one seed of three.
  private void hireOperator() {
    if (chance("operators").nextInt(3) == 0) {
      operator = new Operator(cluster, laws.leaders(), verdicts);
      operator.start();
    }
  }

  /// In one seed of three. Their draws are their own, so that the other seeds stay what they are.
  private void hireOnceClients() {
    RandomGenerator chance = chance("once clients");
    int count = chance.nextInt(3) == 0 ? 1 + chance.nextInt(3) : 0;
    for (int number = 1; number <= count; number++) {
      var client = new OnceClient(cluster, number, ledger, verdicts);
      onceClients.add(client);
      client.start();
    }
  }

  /// In one seed of six: who works with keys that expire.
  private void hireExpiringClients() {
    RandomGenerator chance = chance("expiring clients");
    int count = chance.nextInt(6) == 0 ? 1 + chance.nextInt(3) : 0;
    for (int i = 0; i < count; i++) {
      var pace = new Client.Pace(Client.Habit.EXPIRES, 10 + chance.nextInt(100), 1, 5_000);
      var client = new Client(cluster, clients.size() + 1, pace, history, verdicts);
      clients.add(client);
      client.start();
    }
  }

  /// In one seed of three, with draws of their own too.
  private void hireNumberClients() {
    RandomGenerator chance = chance("number clients");
    int count = chance.nextInt(3) == 0 ? 1 + chance.nextInt(3) : 0;
    for (int number = 1; number <= count; number++) {
      var client = new NumberClient(cluster, number, numbers, verdicts);
      numberClients.add(client);
      client.start();
    }
  }

  /// In one seed of six, with draws of their own too. One alone would meet nobody.
  private void hireTransactionClients() {
    RandomGenerator chance = chance("transaction clients");
    int count = chance.nextInt(6) == 0 ? 2 + chance.nextInt(4) : 0;
    for (int number = 1; number <= count; number++) {
      var client = new TransactionClient(cluster, number, transactions, verdicts);
      transactionClients.add(client);
      client.start();
    }
  }

  /// In one seed of six, with draws of their own too.
  private void hireQueueClients() {
    RandomGenerator chance = chance("queue clients");
    if (chance.nextInt(6) != 0) {
      return;
    }
    int pushers = 1 + chance.nextInt(3);
    int poppers = 1 + chance.nextInt(4);
    for (int number = 1; number <= pushers + poppers; number++) {
      var role = number <= pushers ? QueueClient.Role.PUSHES : QueueClient.Role.POPS;
      var client = new QueueClient(cluster, number, role, queues, verdicts);
      queueClients.add(client);
      client.start();
    }
  }

  private RandomGenerator chance(String who) {
    return cluster.world().entropy().fork(who);
  }

  private Client.Pace worker() {
    return new Client.Pace(
        Client.Habit.WORKS,
        10 + random.nextInt(150),
        random.nextBoolean() ? 1 : 1 + random.nextInt(6),
        1000 + random.nextInt(12_000));
  }

  private Client.Pace reader() {
    return new Client.Pace(
        Client.Habit.READS,
        5 + random.nextInt(60),
        1 + random.nextInt(2),
        200 + random.nextInt(4000));
  }

  /// Nobody changes the mode, or where the data is, any more.
  void leaveTheDatabaseAsItIs() {
    if (reformer != null) {
      reformer.finish();
    }
    if (mover != null) {
      mover.finish();
    }
  }

  /// Nobody adds or removes nodes any more.
  void leaveTheMembersAsTheyAre() {
    if (registrar != null) {
      registrar.finish();
    }
  }

  /// The modes that may be agreed on yet.
  Set<AckMode> openModes() {
    return reformer == null ? Set.of() : reformer.open();
  }

  /// Who drops databases, in the seeds that have somebody.
  Optional<Landlord> landlord() {
    return Optional.ofNullable(landlord);
  }

  /// From now on the clients know only these nodes.
  void knowOnly(List<NodeId> nodes) {
    clients.forEach(client -> client.knowOnly(nodes));
    numberClients.forEach(client -> client.knowOnly(nodes));
  }

  /// Who moves the leader about, in the seeds that have somebody.
  Optional<Operator> operator() {
    return Optional.ofNullable(operator);
  }

  /// Clients that had no success since then, by number.
  List<Integer> starvedSince(long nanos) {
    return clients.stream()
        .filter(client -> client.lastSuccessNanos() <= nanos)
        .map(Client::number)
        .toList();
  }

  /// Whether everybody who draws numbers got some since then.
  boolean haveDrawnSince(long nanos) {
    return numberClients.stream().allMatch(each -> each.lastSuccessNanos() > nanos);
  }

  /// No further request.
  void finish() {
    clients.forEach(Client::finish);
    watchers.forEach(Watcher::finish);
    onceClients.forEach(OnceClient::finish);
    numberClients.forEach(NumberClient::finish);
    transactionClients.forEach(TransactionClient::finish);
    queueClients.forEach(QueueClient::finish);
  }

  /// Whether nothing is under way but what may wait for a key.
  boolean isIdle() {
    return clients.stream().allMatch(Client::isIdle)
        && onceClients.stream().allMatch(OnceClient::isIdle)
        && transactionClients.stream().allMatch(TransactionClient::isIdle)
        && queueClients.stream().allMatch(QueueClient::isIdle);
  }

  /// What is under way stays open.
  void abandon() {
    clients.forEach(Client::abandon);
  }

  /// One more client, who reads every key, so that a write that was lost at the very end is missed.
  Client lastReader() {
    var last =
        new Client(
            cluster,
            clients.size() + 1,
            new Client.Pace(Client.Habit.READS, 1, 1, 10_000),
            history,
            verdicts);
    last.readEverything();
    return last;
  }

  /// Who reads the counter of all that was sent under CHORUS ONCE.
  Optional<OnceClient> lastCounter() {
    Optional<OnceClient> first = onceClients.stream().findFirst();
    first.ifPresent(OnceClient::readBack);
    return first;
  }

  /// Who reads the lists of all transactions.
  Optional<TransactionClient> lastLister() {
    Optional<TransactionClient> first = transactionClients.stream().findFirst();
    first.ifPresent(TransactionClient::readBack);
    return first;
  }

  /// Who reads what is left of all queues.
  Optional<QueueClient> lastInTheQueue() {
    Optional<QueueClient> first = queueClients.stream().findFirst();
    first.ifPresent(QueueClient::readBack);
    return first;
  }

  /// What they saw.
  History history() {
    return history;
  }

  /// Judges what they saw together. Gives the number of keys that could not be decided.
  int judge(Markers markers) {
    order.finish();
    if (ledger.repeatedAcrossLeaders() > 0) {
      markers.reach(Marker.ONCE_REPEATED);
    }
    if (numbers.resumedCount() > 0) {
      markers.reach(Marker.NUMBERS_ABANDONED);
    }
    if (electorates.seen() > founders) {
      markers.reach(Marker.JOINED);
    }
    if (electorates.left() > 0) {
      markers.reach(Marker.LEFT);
    }
    if (electorates.mostVoters() == 5) {
      markers.reach(Marker.FIVE_VOTE);
    }
    if (landlord().filter(each -> each.undropped() > 0).isPresent()) {
      markers.reach(Marker.UNDROPPED);
    }
    if (dropped.wasAnyMoving()) {
      markers.reach(Marker.DROPPED_MOVING);
    }
    if (dropped.isAnyForgotten()) {
      markers.reach(Marker.FORGOTTEN);
    }
    if (database.isLossy()) {
      return 0;
    }
    transactions.check(verdicts);
    queueClients.stream().findFirst().ifPresent(each -> queues.check(each.left(), verdicts));
    return history.check(verdicts);
  }
}
