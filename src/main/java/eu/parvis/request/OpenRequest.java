package eu.parvis.request;

import java.util.UUID;

/** A request that is neither decided nor deleted, as the first page of a person lists it. */
public record OpenRequest(UUID id, int number, String product, RequestState state) {}
