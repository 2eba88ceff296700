/**
 * The sandbox: the whole portal on one machine with nothing installed, and the test bench under {@code /dev}. Never
 * packaged; the portal knows nothing of it.
 */
package eu.parvis.dev;
