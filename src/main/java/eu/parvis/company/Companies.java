package eu.parvis.company;

import eu.parvis.bus.Bus;
import eu.parvis.bus.Failure;
import eu.parvis.bus.Malformed;
import eu.parvis.company.CompanyApi.CheckVat;
import eu.parvis.company.CompanyApi.Checked;
import eu.parvis.company.CompanyApi.Found;
import eu.parvis.company.CompanyApi.LookUp;
import eu.parvis.company.CompanyApi.State;
import eu.parvis.company.CompanyApi.VatCheck;
import eu.parvis.company.VerificationRepository.Claimed;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Queries the registers: immediately for a form, and in the background for checks that got no answer. */
final class Companies {

    private static final int BATCH = 20;
    private static final Duration LEASE = Duration.ofMinutes(3);
    private static final List<Duration> DELAYS =
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofHours(6));
    private static final int DAYS = 7;
    private static final Duration DAY = Duration.ofDays(1);

    private final CompanyDirectory directory;
    private final VatRegister vies;
    private final VerificationRepository verifications;
    private final Bus bus;
    private final Clock clock;

    Companies(
            CompanyDirectory directory, VatRegister vies, VerificationRepository verifications, Bus bus, Clock clock) {
        this.directory = directory;
        this.vies = vies;
        this.verifications = verifications;
        this.bus = bus;
        this.clock = clock;
    }

    Future<Found> lookUp(LookUp question) {
        try {
            return directory.find(Siret.parse(question.siret()));
        } catch (Malformed malformed) {
            return Future.failedFuture(Failure.invalid(malformed.at("siret")));
        }
    }

    Future<VatCheck> checkVat(CheckVat question) {
        try {
            return vies.check(VatNumber.parse(question.number()));
        } catch (Malformed malformed) {
            return Future.failedFuture(Failure.invalid(malformed.at("vatNumber")));
        }
    }

    /**
     * Repeats all checks that are due, one at a time, so that visitors' look-ups have priority. Returns their number.
     */
    Future<Integer> sweep(Instant now) {
        return verifications
                .claim(now, clock.instant().plus(LEASE), BATCH)
                .compose(claimed -> inTurn(claimed)
                        .compose(done -> claimed.size() < BATCH
                                ? Future.succeededFuture(claimed.size())
                                : sweep(now).map(more -> claimed.size() + more)));
    }

    private Future<Void> inTurn(List<Claimed> claimed) {
        var turn = Future.<Void>succeededFuture();
        for (var one : claimed) {
            turn = turn.compose(done -> recheck(one));
        }
        return turn;
    }

    private Future<Void> recheck(Claimed claimed) {
        return ask(claimed)
                .compose(verification -> verification.state() == State.UNVERIFIED
                        ? verifications
                                .postpone(claimed, nextAttempt(claimed, Duration.ZERO))
                                .mapEmpty()
                        : settle(claimed, verification));
    }

    private Future<Verification> ask(Claimed claimed) {
        return switch (claimed.kind()) {
            case SIRET -> directory.find(new Siret(claimed.number())).map(Verification::of);
            case VAT -> vies.check(new VatNumber(claimed.number())).map(Verification::of);
            case NONE -> Future.succeededFuture(Verification.unverified(claimed.kind(), claimed.number()));
        };
    }

    private Future<Void> settle(Claimed claimed, Verification verification) {
        var next = verification.state() == State.NOT_FOUND ? nextAttempt(claimed, DAY) : Optional.<Instant>empty();
        return verifications.settle(claimed, verification, next).map(kept -> {
            if (kept && verification.state() != claimed.state()) {
                bus.publish(CompanyApi.CHECKED, new Checked(claimed.organisationId(), verification.state()));
            }
            return null;
        });
    }

    /** Delays: 1 minute, 10 minutes, 1 hour, 6 hours, then daily for a week; then empty. */
    private Optional<Instant> nextAttempt(Claimed claimed, Duration atLeast) {
        var attempt = claimed.attempts();
        if (attempt > DELAYS.size() + DAYS) {
            return Optional.empty();
        }
        var delay = attempt <= DELAYS.size() ? DELAYS.get(attempt - 1) : DAY;
        return Optional.of(clock.instant().plus(delay.compareTo(atLeast) < 0 ? atLeast : delay));
    }
}
