package eu.parvis.order;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.document.DocumentApi;
import eu.parvis.document.DocumentCapability;
import eu.parvis.document.DocumentSettings.Store;
import eu.parvis.document.FakeS3;
import eu.parvis.membership.Role;
import eu.parvis.request.Orders;
import eu.parvis.session.SessionApi.Channel;
import eu.parvis.session.SessionApi.Kind;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Fifty uploads of 10 MB at once need little memory. Measured as the live heap: what is used after a full collection,
 * twice a second. The senders run in the same JVM, but all of them send the same array. As programs do, they try again
 * what is refused with 503: how fast the disk of this machine takes 500 MB is not the question.
 */
class UploadMemoryIT {

    private static final int UPLOADS = 50;
    private static final int TRIES = 10;
    private static final String CREATED = "HTTP/1.1 201 Created";
    private static final long MOST_EXTRA = 64L * 1024 * 1024;
    private static final byte[] START = "%PDF-1.7\n".getBytes(ISO_8859_1);
    private static final byte[] END = "\n%%EOF\n".getBytes(ISO_8859_1);
    private static final byte[] MIDDLE = new byte[64 * 1024];

    @ParameterizedTest
    @EnumSource(Store.class)
    void fiftyUploadsOfTenMegabytesAtOnceStayUnder64MegabytesOfExtraHeap(Store store) throws Exception {
        var vertx = Vertx.vertx();
        // On event loops of its own, as a store outside is.
        var elsewhere = Vertx.vertx();
        var s3 = new FakeS3(elsewhere);
        s3.forget();
        var orders = new Orders(vertx, s3.settings(store), DocumentCapability.DESCRIPTOR, OrderCapability.DESCRIPTOR);
        var user = orders.member("mathis.kervella@kervella.example", Role.USER);
        var token = orders.registry.portal.session(user.account(), Kind.OPEN, Channel.API);
        var portal = orders.registry.portal.address();
        var senders = new ArrayList<Callable<String>>();
        for (var i = 0; i < UPLOADS; i++) {
            var request = orders.order(user, "ID_RGS_1", Orders.me()).request().id();
            senders.add(() -> uploadAtLast(portal, "/api/v1/requests/" + request + "/documents/IDENTITY", token));
        }
        assertEquals(CREATED, senders.get(0).call(), "all classes are loaded");

        var before = live();
        var peak = new AtomicLong();
        var over = new AtomicBoolean();
        var observer = new Thread(() -> {
            while (!over.get()) {
                peak.accumulateAndGet(live(), Math::max);
                LockSupport.parkNanos(500_000_000L);
            }
        });
        observer.start();
        var answers = answers(senders);
        over.set(true);
        observer.join();

        assertEquals(Collections.nCopies(UPLOADS, CREATED), answers);
        var extra = peak.get() - before;
        System.out.printf("%d uploads at once into %s: %d KiB of extra heap%n", UPLOADS, store, extra / 1024);
        assertTrue(extra < MOST_EXTRA, () -> extra + " bytes");
        Await.done(vertx.close());
        Await.done(elsewhere.close());
    }

    private static List<String> answers(List<Callable<String>> senders) throws Exception {
        var threads = Executors.newFixedThreadPool(senders.size());
        try {
            var answers = new ArrayList<String>();
            for (var answer : threads.invokeAll(senders)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            threads.shutdown();
        }
    }

    private static long live() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static String uploadAtLast(URI portal, String path, String token) {
        var answer = "";
        for (var tries = 0; tries < TRIES && !answer.equals(CREATED); tries++) {
            try {
                answer = upload(portal, path, token);
            } catch (IOException e) {
                // The portal closes the connection if the rest of a refused upload takes too long.
                answer = e.toString();
            }
        }
        return answer;
    }

    private static String upload(URI portal, String path, String token) throws IOException {
        try (var socket = new Socket(portal.getHost(), portal.getPort())) {
            var out = socket.getOutputStream();
            out.write(("PUT " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                            + "\r\nContent-Type: application/pdf\r\nContent-Length: " + DocumentApi.MOST + "\r\n\r\n")
                    .getBytes(ISO_8859_1));
            out.write(START);
            for (var left = DocumentApi.MOST - START.length - END.length; left > 0; left -= MIDDLE.length) {
                out.write(MIDDLE, 0, Math.min(left, MIDDLE.length));
            }
            out.write(END);
            var status = new StringBuilder();
            for (var next = socket.getInputStream().read();
                    next >= 0 && next != '\r';
                    next = socket.getInputStream().read()) {
                status.append((char) next);
            }
            return status.toString();
        }
    }
}
