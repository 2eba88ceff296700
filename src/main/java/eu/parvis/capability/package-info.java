/**
 * How a capability is wired into a node: what it is given, {@link eu.parvis.capability.Foundation}, and what it
 * declares, {@link eu.parvis.capability.Capability}. Knows the other packages of the ground, and no capability.
 */
package eu.parvis.capability;
