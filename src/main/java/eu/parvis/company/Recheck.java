package eu.parvis.company;

import eu.parvis.bus.Bus;
import eu.parvis.company.CompanyApi.Checked;
import eu.parvis.company.CompanyApi.State;
import eu.parvis.company.VerificationRepository.ClaimedVerification;
import eu.parvis.work.Backlog;
import eu.parvis.work.Claim;
import eu.parvis.work.Outcome;
import eu.parvis.work.RetryPolicy;
import eu.parvis.work.WorkKind;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Asks a register again about an organisation that it did not answer for, or did not know. One organisation at a time:
 * the registers limit the rate of calls, and visitors at their forms come first.
 */
final class Recheck implements WorkKind<ClaimedVerification> {

    private static final Duration LEASE = Duration.ofMinutes(3);
    private static final Duration DAY = Duration.ofDays(1);

    /** After a minute, ten, an hour, six; then daily for a week; then never. */
    private static final RetryPolicy RETRIES = RetryPolicy.of(
                    Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofHours(6), DAY)
            .giveUpAfter(12);

    private final CompanyDirectory directory;
    private final VatRegister vies;
    private final VerificationRepository verifications;
    private final Bus bus;
    private final Clock clock;
    private final RandomGenerator random;

    Recheck(
            CompanyDirectory directory,
            VatRegister vies,
            VerificationRepository verifications,
            Bus bus,
            Clock clock,
            RandomGenerator random) {
        this.directory = directory;
        this.vies = vies;
        this.verifications = verifications;
        this.bus = bus;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public String name() {
        return "company.recheck";
    }

    @Override
    public Duration lease() {
        return LEASE;
    }

    @Override
    public Future<Claim<ClaimedVerification>> claim(Instant now, Instant leaseUntil) {
        return verifications.claim(now, leaseUntil).map(Claim::of);
    }

    @Override
    public Future<Outcome<ClaimedVerification>> run(ClaimedVerification claimed) {
        return ask(claimed)
                .compose(verification -> verification.state() == State.UNVERIFIED
                        ? postpone(claimed)
                        : settle(claimed, verification).map(Outcome.done()));
    }

    private Future<Verification> ask(ClaimedVerification claimed) {
        return switch (claimed.kind()) {
            case SIRET -> directory.find(new Siret(claimed.number())).map(Verification::of);
            case VAT -> vies.check(new VatNumber(claimed.number())).map(Verification::of);
            case NONE -> Future.succeededFuture(Verification.unverified(claimed.kind(), claimed.number()));
        };
    }

    /** An organisation that the register does not know may be new: it is asked about again, a day later at the soonest. */
    private Future<Void> settle(ClaimedVerification claimed, Verification verification) {
        var tomorrow = clock.instant().plus(DAY);
        var next = verification.state() == State.NOT_FOUND
                ? nextAttempt(claimed).map(time -> time.isBefore(tomorrow) ? tomorrow : time)
                : Optional.<Instant>empty();
        return verifications.settle(claimed, verification, next).map(settled -> {
            if (settled && verification.state() != claimed.state()) {
                bus.publish(CompanyApi.CHECKED, new Checked(claimed.organisationId(), verification.state()));
            }
            return null;
        });
    }

    private Optional<Instant> nextAttempt(ClaimedVerification claimed) {
        var now = clock.instant();
        return RETRIES.next(claimed.attempts(), now, now, random);
    }

    @Override
    public Future<Outcome<ClaimedVerification>> failed(ClaimedVerification claimed, Throwable cause) {
        return postpone(claimed);
    }

    private Future<Outcome<ClaimedVerification>> postpone(ClaimedVerification claimed) {
        var next = nextAttempt(claimed);
        return verifications
                .postpone(claimed, next)
                .map(Outcome.of(next.isPresent() ? Outcome.Result.PUT_OFF : Outcome.Result.GIVEN_UP));
    }

    @Override
    public Future<Backlog> backlog(Instant now) {
        return verifications.backlog(now);
    }
}
