/**
 * Locking an account at once, by its owner: by a link in every mail about its safety, by a button and by the API (ideas 15
 * and 35). Its face is {@link eu.parvis.protection.ProtectionApi}, and {@link eu.parvis.protection.LockdownStore}
 * for other packages that find out that somebody else uses an account. The owner comes back by a mailed link to a new
 * password, as after a forgotten one.
 */
package eu.parvis.protection;
