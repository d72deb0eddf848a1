package chorus.store;

/// A checkpoint file is not whole, and the one before it is tried.
public record CheckpointPassedOver(String path, String detail) {}
