/**
 * The registration desk: operators of the authority check requests, their documents and the identity of holders, and
 * decide. Its face is {@link eu.parvis.desk.DeskApi}. Must not know how customers order, nor how a certificate is
 * issued.
 */
package eu.parvis.desk;
