/**
 * Connects capabilities to a node: {@link eu.parvis.capability.Foundation} is given to them, {@link
 * eu.parvis.capability.Capability} is declared by them. Knows the other packages of the ground, and no capability.
 */
package eu.parvis.capability;
