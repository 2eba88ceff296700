package eu.parvis.db;

import java.util.List;

/**
 * A published file of {@code db/migration}. Databases have run it, so it never changes again.
 *
 * @param checksum as Flyway computes it: the CRC-32 of the lines without their ends
 */
record Migration(int version, String file, int checksum) {

    /** In the order of the versions. A new file adds a line; a line never changes. */
    static final List<Migration> PUBLISHED = List.of(
            new Migration(1, "V1__foundation.sql", -250_786_013),
            new Migration(2, "V2__work.sql", -2_138_176_252),
            new Migration(3, "V3__registration_submitted_at.sql", -1_598_265_646),
            new Migration(4, "V4__draft_typed_forms.sql", 992_549_616),
            new Migration(5, "V5__session_ended.sql", 1_490_188_772),
            new Migration(6, "V6__foundation_repeated_calls.sql", 1_344_462_510),
            new Migration(7, "V7__foundation_effect.sql", -1_352_237_662),
            new Migration(8, "V8__account_guessing.sql", 456_261_098),
            new Migration(9, "V9__terms_acceptance.sql", 1_269_305_728),
            new Migration(10, "V10__person_registration.sql", 2_004_280_516),
            new Migration(11, "V11__me_account.sql", 1_571_415_825),
            new Migration(12, "V12__audit_subject.sql", 2_141_130_729),
            new Migration(13, "V13__account_protection.sql", -1_765_122_892),
            new Migration(14, "V14__deletion_due.sql", 800_387_010),
            new Migration(15, "V15__account_reserved_address.sql", 234_517_379),
            new Migration(16, "V16__request_certificates.sql", -810_090_795),
            new Migration(17, "V17__desk_operators.sql", 638_370_847),
            new Migration(18, "V18__document_bytes.sql", -847_815_360),
            new Migration(19, "V19__request_named_holder.sql", 1_523_530_651),
            new Migration(20, "V20__validation_calendar.sql", 289_864_302),
            new Migration(21, "V21__document_objects.sql", -826_266_575),
            new Migration(22, "V22__request_answers.sql", -385_963_232),
            new Migration(23, "V23__customers_desk.sql", -760_994_930),
            new Migration(25, "V25__desk_lists.sql", -1_873_543_945));
}
