/** Every field of a form or an operation, given every value that people paste and attackers try. */
package eu.parvis.badinput;
