/** Sends values that people paste and attackers try to every field of a form or an API operation. */
package eu.parvis.badinput;
