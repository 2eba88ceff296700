package eu.parvis.request;

import eu.parvis.capability.Foundation;
import eu.parvis.db.Sql;
import eu.parvis.request.RequestApi.Detail;
import io.vertx.core.Future;

/** Reads everything about a request, inside the caller's transaction and without the access rule of customers. */
public final class DetailStore {

    private final RequestReading reading;

    public DetailStore(Foundation foundation) {
        var services = RequestServices.of(foundation);
        this.reading = new RequestReading(services, new UsualDelays(services.repository(), foundation.clock()));
    }

    public Future<Detail> of(Sql sql, CertificateRequest request) {
        return reading.detail(sql, request);
    }
}
