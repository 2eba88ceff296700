/**
 * The way in: identifier and password, and what to do when one of them is lost (CG-03, CG-04, CG-60 to CG-64). Its face
 * is {@link eu.parvis.signin.SigninApi}. Must never let on whether somebody has an account: same words, same statements,
 * same time.
 *
 * <p>A temporary password is single use in this sense: it opens sessions of the activation wizard until another password
 * is chosen there or its time is over, so that who is interrupted before choosing can come back. It opens nothing else.
 */
package eu.parvis.signin;
