package eu.parvis.mail;

import eu.parvis.config.Configuration;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.StartTLSOptions;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/** Connections to the mail server. */
final class Smtp {

    private Smtp() {}

    static MailClient client(Vertx vertx, Configuration configuration) {
        return MailClient.create(vertx, settings(configuration));
    }

    /**
     * A new object for each client, because a client modifies it. It does not set the verification of host names: the
     * client verifies them by default, and setting an algorithm here would switch that off.
     */
    private static MailConfig settings(Configuration configuration) {
        var smtp = configuration.get(SmtpSettings.class);
        var settings = new MailConfig(smtp.host(), smtp.port())
                .setStarttls(StartTLSOptions.valueOf(smtp.startTls().name()))
                .setLogin(smtp.user().isPresent() ? LoginOption.REQUIRED : LoginOption.DISABLED)
                .setOwnHostname(URI.create(configuration.http().publicUrl()).getHost())
                .setMaxPoolSize(smtp.connections())
                .setKeepAlive(true)
                // The client writes a mail line by line; without this, each line would be a packet.
                .setTcpNoDelay(false)
                .setConnectTimeout(Math.toIntExact(smtp.connectTimeout().toMillis()))
                .setIdleTimeout(Math.toIntExact(smtp.idleTimeout().toMillis()))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        // Only two mechanisms, because each one that is tried with a wrong password counts as a failed sign-in.
        smtp.user().ifPresent(user -> settings.setUsername(user).setAuthMethods("PLAIN LOGIN"));
        smtp.password().ifPresent(settings::setPassword);
        return settings;
    }
}
