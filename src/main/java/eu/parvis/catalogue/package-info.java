/**
 * The products that can be ordered, read from {@code conf/catalogue.yaml} at the start of a node. Others use {@link
 * eu.parvis.catalogue.Catalogue} and its records. Knows no request, no session and no page.
 */
package eu.parvis.catalogue;
