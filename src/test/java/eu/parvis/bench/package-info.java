/**
 * How fast the portal is against what nothing on the same machine can beat: {@code mvn -q -Pbench test-compile
 * exec:java}. Portal and limit run in JVMs of their own and are measured in turns, because on a shared machine only the
 * ratio of neighbouring rounds means anything. Linux only: the CPU is read from {@code /proc}.
 */
package eu.parvis.bench;
