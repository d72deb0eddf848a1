package chorus.env;

/// What nodes send each other. Opaque here; `chorus.wire` lists the kinds.
public interface Message {}
