package eu.parvis;

import com.hazelcast.config.Config;
import eu.parvis.config.Configuration;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.spi.cluster.hazelcast.ConfigUtil;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;

/** Several nodes on one event bus. Nothing depends on the cluster for correctness; rows decide. */
final class Clusters {

    private Clusters() {}

    static Future<Vertx> join(VertxBuilder builder, VertxOptions options, Configuration.Cluster settings) {
        options.setEventBusOptions(
                new EventBusOptions().setHost(settings.host()).setPort(settings.busPort()));
        return builder.with(options)
                .withClusterManager(new HazelcastClusterManager(config(settings)))
                .buildClustered();
    }

    /** Members are listed: no multicast, no discovery, nothing sent home. */
    private static Config config(Configuration.Cluster settings) {
        var config = ConfigUtil.loadConfig();
        config.setClusterName(settings.name());
        // Left to itself it listens on every address of the machine, whatever it is told is its own.
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.shutdownhook.enabled", "false");
        config.setProperty("hazelcast.logging.type", "slf4j");
        var network = config.getNetworkConfig();
        network.setPort(settings.port()).setPortAutoIncrement(false);
        network.getInterfaces().setEnabled(true).addInterface(settings.host());
        var join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true).setMembers(settings.members());
        return config;
    }
}
