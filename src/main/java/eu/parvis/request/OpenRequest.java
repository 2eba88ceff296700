package eu.parvis.request;

import java.util.UUID;

/**
 * A request that is neither decided nor deleted, as the first page of a person lists it.
 *
 * @param waits whether it goes on only when the person acts; nodes of an older version never send it
 */
public record OpenRequest(UUID id, int number, String product, RequestState state, boolean waits) {}
