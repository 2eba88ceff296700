/**
 * Deletes the account of a person at the person's request, after some days in which they can keep it (idea 25). Its face
 * is {@link eu.parvis.deletion.DeletionApi}. Must not know how the person proves the password, and writes no data of
 * organisations: what an organisation has declared about the person stays.
 */
package eu.parvis.deletion;
