/**
 * The people of an organisation: members, roles, rights and invitations (CG-44 to CG-49). Its face is
 * {@link eu.parvis.membership.MembershipApi}; inside their own transaction other packages use its stores. Knows nothing
 * of requests to join, and nothing of passwords except that a temporary one is mailed.
 */
package eu.parvis.membership;
