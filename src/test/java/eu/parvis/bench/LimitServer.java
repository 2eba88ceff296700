package eu.parvis.bench;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/**
 * The upper limit of pages: the same Vert.x, instances and heap, and a fixed answer. {@code LimitServer port
 * instances}.
 */
final class LimitServer extends VerticleBase {

    private static final Buffer ANSWER = Buffer.buffer("Hello, World!");

    private final int port;

    private LimitServer(int port) {
        this.port = port;
    }

    public static void main(String[] arguments) {
        var port = Integer.parseInt(arguments[0]);
        var options = new DeploymentOptions().setInstances(Integer.parseInt(arguments[1]));
        Vertx.vertx()
                .deployVerticle(() -> new LimitServer(port), options)
                .onSuccess(id -> System.out.println("READY"))
                .onFailure(cause -> System.exit(1));
    }

    @Override
    public Future<?> start() {
        return vertx.createHttpServer()
                .requestHandler(request -> request.response().end(ANSWER))
                .listen(port);
    }
}
