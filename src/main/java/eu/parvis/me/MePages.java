package eu.parvis.me;

import eu.parvis.account.Account;
import eu.parvis.crypto.PasswordRule;
import eu.parvis.http.Form;
import eu.parvis.http.PageModel;
import eu.parvis.http.Template;
import eu.parvis.me.MeApi.Overview;
import eu.parvis.session.DeviceName;
import eu.parvis.session.Identity;
import eu.parvis.session.SessionApi.Channel;
import eu.parvis.session.SessionApi.OpenSession;
import eu.parvis.values.Language;
import eu.parvis.values.Person;
import eu.parvis.words.Words;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Page models of this package. */
final class MePages {

    private MePages() {}

    /**
     * Everything about the account, with links to change it.
     *
     * @param done what was done just now, as in {@code me.done.*}
     * @param pendingEmail the address that is not confirmed yet
     * @param language its name in itself
     * @param sessions how many are open
     */
    @Template("me/overview.html")
    record OverviewPage(
            Optional<String> done,
            Person.Facts person,
            Optional<String> pendingEmail,
            String identifier,
            String language,
            Instant passwordChangedAt,
            Optional<Instant> challengesSince,
            int sessions,
            List<String> organisations)
            implements PageModel {

        static OverviewPage of(
                Identity identity, Overview overview, int sessions, Optional<String> done, Language reader) {
            var account = identity.account();
            return new OverviewPage(
                    done,
                    account.person().facts(reader),
                    overview.pendingEmail().map(pending -> pending.email().value()),
                    account.identifier(),
                    nameOf(account.language()),
                    overview.passwordChangedAt(),
                    overview.challengesSince(),
                    sessions,
                    identity.memberships().stream()
                            .map(Identity.Membership::name)
                            .toList());
        }
    }

    private static String nameOf(Language language) {
        return language.locale()
                        .getDisplayLanguage(language.locale())
                        .substring(0, 1)
                        .toUpperCase(Locale.ROOT)
                + language.locale().getDisplayLanguage(language.locale()).substring(1);
    }

    /** Names, telephone number and language. */
    @Template("me/profile.html")
    record ProfilePage(Form form, List<Choice> languages) implements PageModel {

        static ProfilePage of(Form form) {
            return new ProfilePage(
                    form,
                    Arrays.stream(Language.values())
                            .map(language -> new Choice(language.code(), nameOf(language)))
                            .toList());
        }
    }

    record Choice(String value, String text) {}

    @Template("me/password.html")
    record PasswordPage(String identifier, List<PasswordRule> rules, Form form) implements PageModel {

        static PasswordPage of(Account account, List<PasswordRule> rules, Form form) {
            return new PasswordPage(account.identifier(), rules, form);
        }
    }

    /** The open sessions; {@code ended} says what was ended just now, as in {@code me.sessions.ended.*}. */
    @Template("me/sessions.html")
    record SessionsPage(List<Row> rows, Optional<String> ended) implements PageModel {

        static SessionsPage of(List<OpenSession> sessions, UUID current, Optional<String> ended, Words words) {
            return new SessionsPage(
                    sessions.stream()
                            .map(session -> Row.of(session, current, words))
                            .toList(),
                    ended);
        }
    }

    /**
     * A session.
     *
     * @param current whether it is that of the reader
     * @param device in words; empty if it is not known
     */
    record Row(
            String id,
            boolean current,
            Channel channel,
            Optional<String> device,
            Optional<String> address,
            Instant createdAt,
            Instant lastActivity) {

        static Row of(OpenSession session, UUID current, Words words) {
            return new Row(
                    session.id().toString(),
                    session.id().equals(current),
                    session.channel(),
                    DeviceName.of(session.device()).text(words),
                    session.address(),
                    session.createdAt(),
                    session.lastActivity());
        }
    }
}
