/**
 * Requests for certificates: their data, states, checklists and approvals (CS-02, CS-20). Its
 * face is {@link eu.parvis.request.RequestApi}; the registration desk uses its stores inside its own transactions. Must
 * not know how an authority issues a certificate, nor how the bytes of a document are stored.
 */
package eu.parvis.request;
