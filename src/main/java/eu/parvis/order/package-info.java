/**
 * The customer's way to a certificate: order menu, the steps of an order, "My requests" (CG-01, CS-20). Pages and API
 * operations over {@link eu.parvis.request.RequestApi}. Contains no rule of a request, and must not know the
 * registration desk.
 */
package eu.parvis.order;
