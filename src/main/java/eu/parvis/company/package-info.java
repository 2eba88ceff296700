/**
 * What an organisation is known by: SIRET, VAT number, registration number; and what public registers say about it. Its
 * face is {@link eu.parvis.company.CompanyApi}. A register that is away never stops anybody: what could not be checked is
 * asked again in the background. Must not know who registers, nor why.
 */
package eu.parvis.company;
