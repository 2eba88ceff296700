package eu.parvis.http;

import eu.parvis.config.Configuration;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The web server of the portal. Instances share the port; each has its own router on its own event loop. */
public final class HttpVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(HttpVerticle.class);
    private static final Duration SWEEP = Duration.ofMinutes(10);

    private final Future<?> dependencies;
    private final Function<Vertx, Site> sites;
    private final Function<Site, List<Routes>> capabilities;
    private HttpServer server;
    private Configuration.Http settings;

    /**
     * Creates the verticle; the port opens when {@code dependencies} has succeeded.
     *
     * @param dependencies start of the verticles that answer requests; if it fails, the port stays closed
     */
    public HttpVerticle(
            Future<?> dependencies, Function<Vertx, Site> sites, Function<Site, List<Routes>> capabilities) {
        this.dependencies = dependencies;
        this.sites = sites;
        this.capabilities = capabilities;
    }

    @Override
    public Future<?> start() {
        var site = sites.apply(vertx);
        var routes = capabilities.apply(site);
        settings = site.configuration().http();
        server = server(site, routes);
        vertx.setPeriodic(SWEEP.toMillis(), id -> sweep(site.idempotency()));
        return onOwnContext(dependencies)
                .compose(ready -> Listening.on(server, "http", settings.host(), settings.port()))
                .onSuccess(open -> warmUp(routes));
    }

    static HttpServer server(Site site, List<Routes> capabilities) {
        var problems = new Problems(site.configuration(), site.pages());
        return site.vertx()
                .createHttpServer(options(site.configuration().http()))
                .requestHandler(SiteRouter.of(site, problems, capabilities))
                .invalidRequestHandler(problems::unreadable);
    }

    /** Continues on this instance's event loop, because a server uses the loop on which it was started. */
    private Future<?> onOwnContext(Future<?> future) {
        var here = Promise.<Object>promise();
        future.onComplete(outcome -> context.runOnContext(own -> here.complete(outcome.result(), outcome.cause())));
        return here.future();
    }

    private void warmUp(List<Routes> capabilities) {
        vertx.executeBlocking(() -> {
                    capabilities.forEach(Routes::warmUp);
                    return null;
                })
                .onFailure(cause -> LOG.warn("Warming up failed; first requests take longer", cause));
    }

    private static void sweep(Idempotency idempotency) {
        idempotency
                .sweep()
                .onFailure(cause -> LOG.warn("Expired idempotent calls were not deleted: {}", cause.getMessage()));
    }

    /** Refuses new connections at once and lets running requests finish. */
    @Override
    public Future<?> stop() {
        return server.shutdown(settings.drain().toMillis(), TimeUnit.MILLISECONDS);
    }

    private static HttpServerOptions options(Configuration.Http settings) {
        var options = new HttpServerOptions()
                .setIdleTimeout(Math.toIntExact(settings.idleTimeout().toMillis()))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setMaxHeaderSize(16 * 1024)
                .setMaxInitialLineLength(32 * 1024)
                .setMaxFormAttributeSize(settings.bodyLimit())
                .setMaxFormFields(2_000)
                .setMaxFormBufferedBytes(64 * 1024)
                .setDecompressionSupported(false)
                // WebSocket is not used, and HTTP/2 only with TLS; both are switched off to reduce the attack surface.
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setHttp2ClearTextEnabled(false);
        settings.tlsCertificate()
                .ifPresent(certificate -> options.setSsl(true)
                        .setUseAlpn(true)
                        .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"))
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .addCertPath(certificate)
                                .addKeyPath(settings.tlsKey().orElseThrow())));
        return options;
    }
}
