package eu.parvis.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A journal entry as stored.
 *
 * @param values its other columns in their order, null where absent
 */
record StoredEntry(long id, Instant at, List<String> values, Map<String, String> detail) {}
