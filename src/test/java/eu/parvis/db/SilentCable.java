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

/** What connects a node to its database. It can fall silent without breaking, and what has fallen silent stays so. */
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

    /** Whatever connects from now on is accepted and never answered, as is all that is connected already. */
    void fallSilent() {
        silent = true;
        silenceThoseThatAreOpen();
    }

    void silenceThoseThatAreOpen() {
        connections.forEach(Connection::fallSilent);
    }

    /** For those that connect from now on. */
    void carryAgain() {
        silent = false;
    }

    void cut() {
        connections.forEach(connection -> connection.node.close().onComplete(gone -> {}));
    }

    /** How many there ever were. */
    int opened() {
        return connections.size();
    }

    /** Once the node has closed all that fell silent. */
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
