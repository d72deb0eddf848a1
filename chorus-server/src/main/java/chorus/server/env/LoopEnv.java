package chorus.server.env;

import chorus.env.Clock;
import chorus.env.Disk;
import chorus.env.Entropy;
import chorus.env.Env;
import chorus.env.Network;
import chorus.env.Scheduler;
import chorus.env.Trace;

/// The world as one strand on an event loop sees it.
record LoopEnv(
    Clock clock, Scheduler scheduler, Network network, Disk disk, Entropy entropy, Trace trace)
    implements Env {}
