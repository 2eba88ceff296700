package eu.parvis.db;

import eu.parvis.TestCertificate;
import eu.parvis.TestDatabase;
import eu.parvis.config.Configuration;
import eu.parvis.dev.LocalPostgres;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;

/** A PostgreSQL server that requires TLS; its certificate is self-signed. */
final class TlsDatabase implements AutoCloseable {

    private static final String WITH_TLS_ONLY = """
            local   all all              trust
            hostssl all all 127.0.0.1/32 trust
            hostssl all all ::1/128      trust
            """;

    final Path authority;
    private final EmbeddedPostgres server;

    private TlsDatabase(Path authority, EmbeddedPostgres server) {
        this.authority = authority;
        this.server = server;
    }

    /** Presents a certificate with this name. */
    static TlsDatabase of(String name, Path folder) {
        try {
            var certificate = TestCertificate.of(name, Files.createDirectories(folder.resolve(name)));
            var shown = certificate.certificateAsPem();
            var key = certificate.keyAsPem();
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
            var rules = Files.writeString(folder.resolve("pg_hba.conf"), WITH_TLS_ONLY);
            var server = LocalPostgres.builder()
                    .setServerConfig("fsync", "off")
                    .setServerConfig("ssl", "on")
                    .setServerConfig("ssl_cert_file", shown.toString())
                    .setServerConfig("ssl_key_file", key.toString())
                    .setServerConfig("hba_file", rules.toString())
                    .start();
            return new TlsDatabase(shown, server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    Configuration.Db settings(String security) {
        return TestDatabase.settings(server.getPort(), "postgres?" + security, 1);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
