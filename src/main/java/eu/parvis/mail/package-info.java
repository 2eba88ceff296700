/**
 * The mails of the portal: an outbox row in the transaction that causes a mail, delivery by SMTP, and the state of each
 * mail. Its face: {@link eu.parvis.mail.MailStore} to queue, {@link eu.parvis.mail.MailApi} to query. Knows no
 * capability: an occasion is a folder of templates.
 */
package eu.parvis.mail;
