package chorus.command.geo;

import chorus.command.Args;
import chorus.command.CommandError;

/// What distances are given in.
enum Unit {
  M(1),
  KM(1000),
  FT(0.3048),
  MI(1609.34);

  private final double meters;

  Unit(double meters) {
    this.meters = meters;
  }

  double meters() {
    return meters;
  }

  static Unit parse(Args args, int index) {
    return args.option(index, values())
        .orElseThrow(() -> CommandError.err("unsupported unit provided. please use M, KM, FT, MI"));
  }
}
