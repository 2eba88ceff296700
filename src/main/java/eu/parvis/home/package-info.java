/**
 * The first page of the customer area and the pages that every member sees: open tasks, current activity, their
 * organisation, the table of roles. Its face is {@link eu.parvis.home.HomeApi}. Changes no data.
 */
package eu.parvis.home;
