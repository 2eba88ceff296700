package eu.parvis.personaldata;

import eu.parvis.config.Configuration;
import eu.parvis.joining.JoinSettings;
import eu.parvis.mail.MailSettings;
import eu.parvis.words.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How long each set is held, and what stays of a deleted account. The only list of both.
 *
 * @param joinRequests how long a request to join is held after the decision
 */
public record Retention(MailSettings mails, Duration joinRequests) {

    public static Retention of(Configuration configuration) {
        return new Retention(
                configuration.get(MailSettings.class),
                configuration.get(JoinSettings.class).keepJoinRequests());
    }

    /**
     * What stays of a deleted account.
     *
     * @param key as in {@link DataSet#key}
     * @param law why, and by which law
     * @param until when it is deleted at the latest; empty if {@code howLong} says it
     */
    public record Kept(String key, String what, String law, Optional<Instant> until, Optional<String> howLong) {}

    /** While the account exists. */
    String howLong(DataSet set, Words words) {
        var sentence = "personaldata.until." + set;
        return switch (set) {
            case MAILS -> words.text(sentence, days(mails.keep()));
            case JOIN_REQUESTS -> words.text(sentence, days(joinRequests));
            default -> words.text(sentence);
        };
    }

    /** A started day counts. */
    private static long days(Duration duration) {
        return duration.plusDays(1).minusNanos(1).toDays();
    }

    /** What stays if the account is deleted at this time. */
    public List<Kept> afterDeletion(Instant deletedAt, Words words) {
        return List.of(
                keptForEver("account", "ACCOUNT", words),
                kept(DataSet.CONTACTS, words),
                keptForEver(DataSet.REQUESTS.key(), DataSet.REQUESTS.name(), words),
                kept(DataSet.TERMS, words),
                mails(deletedAt, words),
                kept(DataSet.JOURNAL, words));
    }

    private static Kept keptForEver(String key, String name, Words words) {
        return new Kept(
                key,
                words.text("personaldata.kept." + name),
                words.text("personaldata.kept.why." + name),
                Optional.empty(),
                Optional.of(words.text("personaldata.kept.always")));
    }

    private Kept kept(DataSet set, Words words) {
        return new Kept(
                set.key(),
                words.text("personaldata.kept." + set),
                words.text("personaldata.why." + set),
                Optional.empty(),
                Optional.of(howLong(set, words)));
    }

    /** The last mail is sent when the account is deleted, and counts from when it was sent or given up. */
    private Kept mails(Instant deletedAt, Words words) {
        return new Kept(
                DataSet.MAILS.key(),
                words.text("personaldata.kept.MAILS"),
                words.text("personaldata.why.MAILS"),
                Optional.of(deletedAt.plus(mails.giveUpAfter()).plus(mails.keep())),
                Optional.empty());
    }
}
