/**
 * How the pages look: every template is compiled and rendered with sample data in both languages, and left in
 * {@code target/preview} for eyes.
 */
package eu.parvis.look;
