/**
 * PostgreSQL, asynchronously: the pool, transactions, migrations, what an SQL failure means to a caller, and going on
 * after one. Knows no table.
 */
package eu.parvis.db;
