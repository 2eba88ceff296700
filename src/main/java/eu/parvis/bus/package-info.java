/**
 * The typed event bus: {@link eu.parvis.bus.Address} for requests, {@link eu.parvis.bus.Topic} for events, and the only
 * failure type. Must not know HTTP, SQL or any capability.
 */
package eu.parvis.bus;
