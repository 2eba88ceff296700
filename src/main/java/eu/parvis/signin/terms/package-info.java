/**
 * The terms of use for everybody to read, and to accept or refuse in a session (CS-11, CS-12). Its face is {@link
 * eu.parvis.signin.terms.AcceptanceApi}. Must not decide which version is required: {@code eu.parvis.terms} does.
 */
package eu.parvis.signin.terms;
