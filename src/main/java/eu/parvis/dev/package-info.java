/**
 * The sandbox runs the whole portal on one machine without installing anything else, with a test bench under {@code
 * /dev}. It is not packaged. No other package may depend on it.
 */
package eu.parvis.dev;
