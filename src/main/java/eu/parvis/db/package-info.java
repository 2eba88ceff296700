/**
 * Asynchronous access to PostgreSQL: pools, transactions, migrations, translation of failures, and sweeps that continue
 * after a failure. Knows no table.
 */
package eu.parvis.db;
