/**
 * A person: who they are, how they prove it, how far their activation has come. Its face is
 * {@link eu.parvis.account.AccountStore}, inside the transaction of whoever has a reason to change one. Must not know
 * organisations, sessions, nor how anybody signs in.
 */
package eu.parvis.account;
