/**
 * Recovery of a forgotten identifier or password (CG-60 to CG-64). Its face is
 * {@link eu.parvis.signin.recovery.RecoveryApi}. Must not disclose whether an account exists: every answer has the same
 * words, the same statements and the same duration, and the work happens at a random moment after the answer.
 */
package eu.parvis.signin.recovery;
