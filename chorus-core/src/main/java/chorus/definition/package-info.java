/// What a database is: its model, engine and acknowledgement rule, as the control plane records
/// them.
///
/// Floor 1. Values only.
@NullMarked
package chorus.definition;

import org.jspecify.annotations.NullMarked;
