package chorus.control;

import chorus.base.Done;
import chorus.base.Fault;
import chorus.base.Result;
import chorus.env.MetaMembers;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.SetConfigurationRequest;
import org.apache.ratis.protocol.TransferLeadershipRequest;
import org.apache.ratis.protocol.exceptions.RaftException;
import org.apache.ratis.protocol.exceptions.ReconfigurationInProgressException;
import org.apache.ratis.protocol.exceptions.ReconfigurationTimeoutException;
import org.apache.ratis.protocol.exceptions.SetConfigurationException;
import org.apache.ratis.server.RaftServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Changes who takes part in the group, where this member leads it. Ratis first brings newcomers up
/// to date, and then changes by joint consensus: in between, every entry needs a majority of the
/// old voters and one of the new ones. Calls block and belong on threads of their own.
final class GroupChange {
  private static final Logger LOG = LoggerFactory.getLogger(GroupChange.class);

  private final RaftServer server;
  private final RaftGroupId group;
  private final ControlTuning tuning;
  private final ClientId client = ClientId.randomId();
  private final AtomicLong callIds = new AtomicLong();

  GroupChange(RaftServer server, RaftGroupId group, ControlTuning tuning) {
    this.server = server;
    this.group = group;
    this.tuning = tuning;
  }

  /// See [chorus.env.MetaLog#change].
  Result<Done> to(MetaMembers members) throws InterruptedException {
    try {
      if (!server.getDivision(group).getInfo().isLeader()) {
        return refused("this node does not lead the control log");
      }
      RaftException failure =
          server
              .setConfigurationAsync(request(members))
              .get(patience().toMillis(), TimeUnit.MILLISECONDS)
              .getException();
      return failure == null ? Result.ok(Done.DONE) : failed(failure);
    } catch (ExecutionException failed) {
      return failed(failed.getCause() == null ? failed : failed.getCause());
    } catch (TimeoutException | IOException | RuntimeException failed) {
      return failed(failed);
    }
  }

  /// Long enough to hear how Ratis' own patience with a newcomer ended.
  private Duration patience() {
    return RatisProperties.NEWCOMER_SILENCE.plus(tuning.deadline());
  }

  private SetConfigurationRequest request(MetaMembers members) {
    return new SetConfigurationRequest(
        client,
        server.getId(),
        group,
        callIds.incrementAndGet(),
        SetConfigurationRequest.Arguments.newBuilder()
            .setServersInNewConf(GroupNames.voters(members))
            .setListenersInNewConf(GroupNames.listeners(members))
            .build());
  }

  /// Only these say that nothing was appended. "Not the leader" does not: Ratis says so too when
  /// leadership is lost after the append.
  private Result<Done> failed(Throwable failure) {
    return switch (failure) {
      case ReconfigurationInProgressException underWay -> refused(underWay.toString());
      case ReconfigurationTimeoutException silent -> {
        stepDown();
        yield refused("a newcomer is silent: " + silent);
      }
      case SetConfigurationException refused -> refused(refused.toString());
      default -> Result.failed(Fault.indeterminate("UNKNOWN", failure.toString()));
    };
  }

  private void stepDown() {
    try {
      LOG.info("the control leader steps down, since a newcomer is silent");
      server.transferLeadership(
          new TransferLeadershipRequest(
              client,
              server.getId(),
              group,
              callIds.incrementAndGet(),
              null,
              tuning.deadline().toMillis()));
    } catch (IOException failed) {
      LOG.warn("the control leader cannot step down: {}", failed.toString());
    }
  }

  private static Result<Done> refused(String why) {
    return Result.failed(Fault.notApplied("NOLEADER", why));
  }
}
