package eu.parvis.http;

import eu.parvis.Await;
import java.net.URI;
import java.util.List;

/** The HTTP server of the portal on a free port. */
public final class TestServer {

    private TestServer() {}

    /** Its address. */
    public static URI start(Site site, List<Routes> routes) {
        var server = Await.done(HttpVerticle.server(site, routes).listen(0, "localhost"));
        return URI.create("http://localhost:" + server.actualPort());
    }
}
