/**
 * The first page of the customer area and the pages that every member sees: what needs the person, what is going on, their
 * organisation, who may do what. Its face is {@link eu.parvis.home.HomeApi}. Changes nothing.
 */
package eu.parvis.home;
