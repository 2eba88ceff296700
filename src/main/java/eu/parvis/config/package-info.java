/**
 * The settings of the portal as records, read once at start from {@code portal.yaml}, variables and secret files. The
 * only place that reads the environment.
 */
package eu.parvis.config;
