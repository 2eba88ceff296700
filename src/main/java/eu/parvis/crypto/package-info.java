/**
 * Passwords, codes, tokens and secrets: hashing behind {@link eu.parvis.crypto.HashingApi}, rules for passwords, and
 * encryption of secrets that must be read again. Knows neither accounts nor sessions, and nothing of HTTP or SQL.
 */
package eu.parvis.crypto;
