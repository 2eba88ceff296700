package eu.parvis.document;

import eu.parvis.Await;
import eu.parvis.capability.Foundation;
import io.vertx.core.Vertx;

/** Deletes at once what the sweep deletes later. */
public final class Sweep {

    private Sweep() {}

    public static void run(Vertx vertx, Foundation foundation) {
        Await.done(Documents.of(vertx, foundation).deleteLoose());
    }

    public static void fails(Vertx vertx, Foundation foundation) {
        Await.failure(Documents.of(vertx, foundation).deleteLoose());
    }
}
