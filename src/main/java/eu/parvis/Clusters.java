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

/** Several nodes on one event bus. Correctness does not depend on the cluster; the rows of the database decide. */
final class Clusters {

    private Clusters() {}

    static Future<Vertx> join(VertxBuilder builder, VertxOptions options, Configuration.Cluster settings) {
        options.setEventBusOptions(
                new EventBusOptions().setHost(settings.host()).setPort(settings.busPort()));
        return builder.with(options)
                .withClusterManager(new HazelcastClusterManager(config(settings)))
                .buildClustered();
    }

    /** Members are configured: no multicast, no discovery, no usage data for the manufacturer. */
    private static Config config(Configuration.Cluster settings) {
        var config = ConfigUtil.loadConfig();
        config.setClusterName(settings.name());
        // By default Hazelcast listens on all addresses of the machine, even if an interface is configured.
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
