package eu.parvis.signin.password;

import eu.parvis.TestDatabase;
import java.util.UUID;

/** Inserts the persons of a test. */
public final class People {

    public static final UUID NOLWENN = new UUID(0, 1);
    public static final UUID ERWAN = new UUID(0, 2);
    public static final UUID MENUISERIE = new UUID(1, 1);
    public static final UUID VOILERIE = new UUID(1, 2);

    private static final String PERSON = """
            INSERT INTO account (id, identifier, email, email_key, first_name, last_name, language, state, step,
                                 password_hash, password_kind, password_expires_at, password_changed_at, created_at,
                                 activated_at)
            """;

    private final TestDatabase tables;

    public People(TestDatabase tables) {
        this.tables = tables;
    }

    /** Nolwenn Kervella, KM402716, nolwenn@kervella.example: administrator of Menuiserie Kervella. */
    public void activated(String phc) {
        tables.execute(PERSON + """
                        VALUES ('%s', 'KM402716', 'nolwenn@kervella.example', 'nolwenn@kervella.example', 'Nolwenn',
                                'Kervella', 'fr', 'ACTIVE', 'DONE', '%s', 'CHOSEN', NULL, '2026-11-01Z', '2026-11-01Z',
                                '2026-11-02Z')
                        """.formatted(NOLWENN, phc), """
                INSERT INTO organisation (id, number_key, registered_in, type, name, phone, address, postcode, town,
                                          region, country, state, created_at)
                VALUES ('%1$s', 'SIRET:81234567600017', 'FRANCE', 'COMPANY', 'Menuiserie Kervella', '+33261912460',
                        '14 quai', '29000', 'Quimper', 'Finistère', 'FR', 'ACTIVE', '2026-11-01Z');
                INSERT INTO member (id, organisation_id, account_id, roles, state, created_at, changed_at)
                VALUES (gen_random_uuid(), '%1$s', '%2$s', '{ADMINISTRATOR,USER}', 'ACTIVE', '2026-11-01Z', '2026-11-01Z')
                """.formatted(MENUISERIE, NOLWENN));
    }

    /** Voilerie Cariou has invited Nolwenn; she has not answered. */
    public void invitedElsewhere() {
        tables.execute("""
                INSERT INTO organisation (id, number_key, registered_in, type, name, phone, address, postcode, town,
                                          region, country, state, created_at)
                VALUES ('%1$s', 'SIRET:81234567600025', 'FRANCE', 'COMPANY', 'Voilerie Cariou', '+33261912460',
                        '1 quai', '29000', 'Quimper', 'Finistère', 'FR', 'ACTIVE', '2026-11-01Z');
                INSERT INTO member (id, organisation_id, account_id, roles, state, created_at, changed_at)
                VALUES ('%1$s', '%1$s', '%2$s', '{USER}', 'INVITED', '2026-11-01Z', '2026-11-01Z')
                """.formatted(VOILERIE, NOLWENN));
    }

    /** Erwan Tanguy, AB123456, erwan@kervella.example: has a temporary password till 2026-11-27 09:00 UTC. */
    public void invited(String phc) {
        tables.execute(PERSON + """
                VALUES ('%s', 'AB123456', 'erwan@kervella.example', 'erwan@kervella.example', 'Erwan', 'Tanguy', 'en',
                        'PENDING', 'PASSWORD', '%s', 'TEMPORARY', '2026-11-27 09:00Z', '2026-11-24 09:00Z',
                        '2026-11-24 09:00Z', NULL)
                """.formatted(ERWAN, phc));
    }
}
