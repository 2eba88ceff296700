/**
 * "My account" (CS-23): what a signed-in person sees and changes of their own account. Its face is {@link
 * eu.parvis.me.MeApi}. Must not know what administrators may do with the account of another person.
 */
package eu.parvis.me;
