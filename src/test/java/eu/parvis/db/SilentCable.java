package eu.parvis.db;

import eu.parvis.Await;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A TCP proxy between a node and its database. It can stop forwarding without closing; such connections stay silent.
 */
final class SilentCable implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final NetClient client = vertx.createNetClient();
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private final NetServer server;
    private final int database;
    private volatile boolean silent;

    SilentCable(int database) {
        this.database = database;
        this.server = Await.done(vertx.createNetServer()
                .connectHandler(node -> connections.add(new Connection(node)))
                .listen(0, "localhost"));
    }

    int port() {
        return server.actualPort();
    }

    /** Accepts new connections without answering and stops forwarding the existing ones. */
    void fallSilent() {
        silent = true;
        silenceThoseThatAreOpen();
    }

    void silenceThoseThatAreOpen() {
        connections.forEach(Connection::fallSilent);
    }

    /** Forwards new connections again. */
    void carryAgain() {
        silent = false;
    }

    void cut() {
        connections.forEach(connection -> connection.node.close().onComplete(gone -> {}));
    }

    /** Number of connections ever opened. */
    int opened() {
        return connections.size();
    }

    /** Succeeds when the node has closed all silent connections. */
    Future<?> silentOnesEnded() {
        return Future.all(connections.stream()
                .filter(connection -> connection.silent)
                .map(connection -> connection.ended.future())
                .toList());
    }

    @Override
    public void close() {
        Await.done(vertx.close());
    }

    private final class Connection {

        private final NetSocket node;
        private final Promise<Void> ended = Promise.promise();
        private volatile boolean silent = SilentCable.this.silent;

        Connection(NetSocket node) {
            this.node = node;
            node.closeHandler(end -> ended.complete());
            if (silent) {
                node.handler(nobodyHears -> {});
            } else {
                node.pause();
                client.connect(database, "localhost").onSuccess(this::carry).onFailure(away -> node.close());
            }
        }

        void fallSilent() {
            silent = true;
        }

        private void carry(NetSocket server) {
            carry(server, node);
            carry(node, server);
            node.closeHandler(end -> {
                ended.complete();
                server.end();
            });
            server.closeHandler(end -> node.end());
            node.resume();
        }

        private void carry(NetSocket from, NetSocket to) {
            from.handler(bytes -> {
                if (!silent) {
                    to.write(bytes);
                }
            });
        }
    }
}
