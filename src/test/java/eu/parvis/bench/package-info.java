/**
 * Measures the speed of the portal relative to an upper limit on the same machine: {@code mvn -q -Pbench test-compile
 * exec:java}. Portal and limit run in separate JVMs and are measured alternately, because on a shared machine only the
 * ratio of neighbouring rounds is meaningful. Linux only, because the CPU time is read from {@code /proc}.
 */
package eu.parvis.bench;
