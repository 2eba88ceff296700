package eu.parvis.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import eu.parvis.Await;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A customer whose documents are missing is reminded now and then. */
class RemindersTest {

    private Counter counter;
    private Reminders reminders;

    @BeforeEach
    void open() {
        counter = new Counter(Vertx.vertx());
        var foundation = counter.orders.registry.portal.foundation;
        reminders = new Reminders(
                DeskServices.of(foundation), foundation.configuration().get(DeskSettings.class));
    }

    @AfterEach
    void close() {
        Await.done(counter.orders.registry.portal.vertx.close());
    }

    private int mailsAfter(Duration time) {
        counter.orders.registry.clock.advance(time);
        Await.done(reminders.send());
        return Integer.parseInt(counter.orders
                .registry
                .rows
                .query("SELECT count(*) FROM mail WHERE occasion = 'request-waiting'")
                .get(0));
    }

    @Test
    void aPersonGetsOneMailADayHoweverManyRequestsWait() {
        counter.submitted("ID_RGS_1");
        counter.submitted("ID_RGS_1");
        counter.inReview("ID_RGS_1");

        assertEquals(0, mailsAfter(Duration.ofDays(2)));
        assertEquals(1, mailsAfter(Duration.ofDays(1)));
        assertEquals(1, mailsAfter(Duration.ofHours(23)));
        assertEquals(2, mailsAfter(Duration.ofHours(1)), "the other request");
        assertEquals(2, mailsAfter(Duration.ofDays(1)));
    }

    @Test
    void aRequestThatNobodyCaresForIsMailedFiveTimes() {
        counter.submitted("ID_RGS_1");

        var mails = 0;
        for (var i = 0; i < 10; i++) {
            mails = mailsAfter(Duration.ofDays(3));
        }

        assertEquals(5, mails);
    }
}
