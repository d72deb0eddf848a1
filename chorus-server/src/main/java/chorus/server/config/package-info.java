/// What the operator says: a YAML file, environment variables and flags, made into one checked
/// value.
///
/// Invariant: a configuration that loads is whole and consistent; one that does not says why in one
/// line that names the key.
@NullMarked
package chorus.server.config;

import org.jspecify.annotations.NullMarked;
