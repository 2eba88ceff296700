/**
 * What the portal says to everybody: the first page, the help centre, whether a mail came from here, and the small files
 * that programs look for. Its face is {@link eu.parvis.help.HelpRoutes}. Must not know who is asking.
 */
package eu.parvis.help;
