/**
 * Public pages (landing page, help centre, mail check) and the small files that programs look for. Its face is {@link
 * eu.parvis.help.HelpRoutes}. Must not know who is signed in.
 */
package eu.parvis.help;
