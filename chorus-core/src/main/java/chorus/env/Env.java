package chorus.env;

/// The world as one strand sees it. Tasks of one strand run one at a time, to the end.
public interface Env {
  Clock clock();

  Scheduler scheduler();

  Network network();

  Disk disk();

  Entropy entropy();

  Trace trace();
}
