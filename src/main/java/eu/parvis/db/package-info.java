/**
 * PostgreSQL, asynchronously: the pool, transactions, migrations, and what an SQL failure means to a caller. Knows no
 * table.
 */
package eu.parvis.db;
