/**
 * How a capability is wired into a node: what it is given, {@link eu.parvis.capability.Foundation}. Knows the other
 * packages of the ground, and no capability.
 */
package eu.parvis.capability;
