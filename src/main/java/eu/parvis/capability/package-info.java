/**
 * How a capability is wired into a node. {@link eu.parvis.capability.Foundation} holds the shared services. Must not
 * know any capability.
 */
package eu.parvis.capability;
