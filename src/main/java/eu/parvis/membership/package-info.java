/**
 * The people of an organisation: members, roles, rights and invitations (CG-44 to CG-49). Its face is {@link
 * eu.parvis.membership.MembershipApi}; other packages use its stores inside their own transactions. Must not know
 * requests to join, or anything about passwords except that a temporary one is mailed.
 */
package eu.parvis.membership;
