package eu.parvis.activation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.account.Account;
import eu.parvis.account.Account.Step;
import eu.parvis.values.EmailAddress;
import eu.parvis.values.Language;
import eu.parvis.values.Person;
import eu.parvis.values.PersonName;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WizardPathTest {

    @Test
    void aFounderTakesEveryStepInItsOrder() {
        var step = Step.PASSWORD;
        for (var next : new Step[] {Step.CONTACTS, Step.USERS, Step.CHALLENGES, Step.DONE}) {
            step = new WizardPath(true, step).after(step);
            assertEquals(next, step);
        }
    }

    @Test
    void whoWasInvitedTakesTwo() {
        assertEquals(Step.CHALLENGES, new WizardPath(false, Step.PASSWORD).after(Step.PASSWORD));
        assertEquals(Step.DONE, new WizardPath(false, Step.CHALLENGES).after(Step.CHALLENGES));
    }

    @Test
    void onlyTheNextStepIsOpenAndContactsAndUsersOnceMore() {
        assertEquals(EnumSet.of(Step.PASSWORD), open(true, Step.PASSWORD));
        assertEquals(EnumSet.of(Step.CONTACTS), open(true, Step.CONTACTS));
        assertEquals(EnumSet.of(Step.CONTACTS, Step.USERS), open(true, Step.USERS));
        assertEquals(EnumSet.of(Step.CONTACTS, Step.USERS, Step.CHALLENGES), open(true, Step.CHALLENGES));
        assertEquals(EnumSet.of(Step.CHALLENGES), open(false, Step.CHALLENGES));
    }

    @ParameterizedTest
    @EnumSource(names = "DONE", mode = EnumSource.Mode.EXCLUDE)
    void afterTheEndNothingIsOpen(Step step) {
        assertFalse(new WizardPath(true, Step.DONE).isOpen(step));
        assertFalse(new WizardPath(false, Step.DONE).isOpen(step));
    }

    @Test
    void aStepTakenOnceMoreLeadsBackToWhereOneWas() {
        assertEquals(Step.CHALLENGES, new WizardPath(true, Step.CHALLENGES).after(Step.CONTACTS));
    }

    @Test
    void whoseOrganisationIsGoneGoesOnAsInvited() {
        var way = WizardPath.of(account(Step.USERS), false);

        assertEquals(Step.CHALLENGES, way.step());
        assertTrue(way.isOpen(Step.CHALLENGES));
        assertFalse(way.isOpen(Step.USERS));
    }

    private static Set<Step> open(boolean founder, Step step) {
        return Arrays.stream(Step.values())
                .filter(new WizardPath(founder, step)::isOpen)
                .collect(Collectors.toSet());
    }

    private static Account account(Step step) {
        return new Account(
                new UUID(0, 1),
                "KM402716",
                new Person(
                        PersonName.parse("Nolwenn"),
                        PersonName.parse("Kervella"),
                        EmailAddress.parse("nolwenn@kervella.example"),
                        Optional.empty()),
                Language.FR,
                Account.State.PENDING,
                step);
    }
}
