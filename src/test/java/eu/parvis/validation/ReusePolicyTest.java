package eu.parvis.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import eu.parvis.TestConfiguration;
import eu.parvis.catalogue.Catalogue;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The days of the CA/Browser Forum: TLS Baseline Requirements 4.2.1 and 3.2.2.4, S/MIME Baseline Requirements 4.2.1. */
class ReusePolicyTest {

    private static final Catalogue CATALOGUE =
            Catalogue.of(TestConfiguration.with(Map.of("catalogue.file", "conf/catalogue.yaml")));

    private static Optional<LocalDate> lastDay(String product, ValidationMethod method, String checkedOn) {
        return ReusePolicy.of(CATALOGUE.product(product).orElseThrow()).lastDay(method, LocalDate.parse(checkedOn));
    }

    @ParameterizedTest
    @CsvSource({
        // 200 days, all of them before the step of 2027
        "DNS_CHANGE, 2026-08-01, 2027-02-17",
        // 200 days end on the last day before the step
        "DNS_CHANGE, 2026-08-26, 2027-03-14",
        // older than 100 days at the step, so it ends before it
        "DNS_CHANGE, 2026-11-30, 2027-03-14",
        "DNS_CHANGE, 2026-12-04, 2027-03-14",
        // exactly 100 days old at the step
        "DNS_CHANGE, 2026-12-05, 2027-03-15",
        "DNS_CHANGE, 2026-12-10, 2027-03-20",
        "DNS_CHANGE, 2027-03-15, 2027-06-23",
        // from 2029 on 10 days
        "DNS_CHANGE, 2029-03-01, 2029-03-14",
        "DNS_CHANGE, 2029-03-05, 2029-03-15",
        "DNS_CHANGE, 2029-03-10, 2029-03-20",
        "DNS_CHANGE, 2029-04-01, 2029-04-11",
        // from 398 to 200 days
        "DNS_CHANGE, 2025-06-01, 2026-03-14",
        "DNS_CHANGE, 2025-01-01, 2026-02-03",
        // the methods themselves end
        "CONSTRUCTED_EMAIL, 2028-03-01, 2028-03-14",
        "CONSTRUCTED_EMAIL, 2027-11-01, 2028-02-09",
        "DNS_TXT_PHONE, 2027-03-10, 2027-03-14",
        // a method with days of its own
        "DNS_PERSISTENT, 2026-11-30, 2026-12-10"
    })
    void aDomainIsCheckedAgainAfterTheDaysThatApplyOnTheDayOfItsReuse(
            ValidationMethod method, String checkedOn, String until) {
        assertEquals(Optional.of(LocalDate.parse(until)), lastDay("SSL", method, checkedOn));
    }

    @ParameterizedTest
    @CsvSource({
        "SSL, OFFICIAL_REGISTER, 2024-06-01, 2026-03-14",
        "SSL, OFFICIAL_REGISTER, 2025-06-01, 2026-07-04",
        "SSL, OFFICIAL_REGISTER, 2026-11-30, 2028-01-02",
        "ID_RGS_2, FACE_TO_FACE, 2026-11-30, 2028-01-02",
        "ID_RGS_2, MAIL_DOMAIN, 2026-11-30, 2028-01-02",
        "ID_RGS_2, MAIL_RANDOM_VALUE, 2026-11-30, 2026-12-30",
        "CACHET, QUALIFIED_SEAL, 2026-11-30, 2028-01-02"
    })
    void organisationsPeopleAndMailboxes(String product, ValidationMethod method, String checkedOn, String until) {
        assertEquals(Optional.of(LocalDate.parse(until)), lastDay(product, method, checkedOn));
    }

    @Test
    void whatAProductDoesNotNeedOrMayNotRelyOnCannotBeUsed() {
        assertEquals(Optional.empty(), lastDay("SSL", ValidationMethod.QUALIFIED_SEAL, "2026-11-30"));
        assertEquals(Optional.empty(), lastDay("SSL", ValidationMethod.FACE_TO_FACE, "2026-11-30"));
        assertEquals(Optional.empty(), lastDay("SSL", ValidationMethod.DNS_CAA_PHONE, "2027-03-15"));
    }

    /** The statement of the calendar must say the same as the rule. */
    @Test
    void thePeriodsOfAStatementAreThoseOfTheRule() {
        var policies = ReusePolicy.of(CATALOGUE);
        var today = LocalDate.of(2029, 6, 1);
        var periods = ReusePeriods.of(policies, today).stream()
                .map(JsonObject.class::cast)
                .toList();

        for (var day = LocalDate.of(2025, 10, 1); !day.isAfter(today); day = day.plusDays(1)) {
            for (var policy = 0; policy < policies.size(); policy++) {
                for (var method : ValidationMethod.values()) {
                    assertEquals(
                            policies.get(policy).lastDay(method, day),
                            byPeriod(periods, policy, method, day),
                            method + " on " + day);
                }
            }
        }
    }

    private static Optional<LocalDate> byPeriod(
            Iterable<JsonObject> periods, int policy, ValidationMethod method, LocalDate day) {
        for (var period : periods) {
            if (period.getInteger("policy") == policy
                    && period.getString("method").equals(method.name())
                    && !day.isBefore(LocalDate.parse(period.getString("first")))
                    && !day.isAfter(LocalDate.parse(period.getString("last")))) {
                return Optional.of(
                        period.getString("until") == null
                                ? day.plusDays(period.getInteger("days"))
                                : LocalDate.parse(period.getString("until")));
            }
        }
        return Optional.empty();
    }
}
