/**
 * The mails of the portal: an outbox row in the transaction that causes a mail, delivery by SMTP, and what became of
 * each. Its face: {@link eu.parvis.mail.MailStore} to queue, {@link eu.parvis.mail.MailApi} to ask. Knows no capability:
 * an occasion is a folder of templates.
 */
package eu.parvis.mail;
