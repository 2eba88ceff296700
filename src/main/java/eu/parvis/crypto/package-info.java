/**
 * Passwords, codes, tokens and secrets: hashing behind {@link eu.parvis.crypto.HashingApi}, what a good password is, and
 * sealing of what must rest readable. Knows neither accounts nor sessions, and nothing of HTTP or SQL.
 */
package eu.parvis.crypto;
