/**
 * The typed event bus: {@link eu.parvis.bus.Address} to ask one, {@link eu.parvis.bus.Topic} to tell all, and the one
 * failure type that comes back. Knows nothing of HTTP, SQL or any capability.
 */
package eu.parvis.bus;
