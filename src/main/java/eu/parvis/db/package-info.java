/**
 * Asynchronous access to PostgreSQL: pools, transactions, migrations, translation of failures, sweeps that continue
 * after a failure, and the results of calls that take effect once. Knows no other table.
 */
package eu.parvis.db;
