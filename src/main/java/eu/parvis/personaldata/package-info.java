/**
 * Everything that the portal holds about a person (GDPR, articles 15 and 20): as a page and as a file. Its face is
 * {@link eu.parvis.personaldata.PersonalDataApi}. Reads rows of other packages and changes none; must not hand out a
 * hash, a key or a token.
 */
package eu.parvis.personaldata;
