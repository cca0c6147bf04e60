package org.lampyris.evaluation.execution.hazelcast;

import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.client.config.ClientConnectionStrategyConfig.ReconnectMode;
import com.hazelcast.client.config.RoutingMode;
import com.hazelcast.config.ClassFilter;
import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.config.SerializationConfig;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How Hazelcast is set up on both sides: one port on one address, an explicit list of members, nothing that isn't needed,
 * and no class that a message names is ever deserialised.
 */
final class Transport {
    static final int FACTORY_ID = 7_001;

    /** The executor that runs calls. */
    static final String CALLS = "lampyris-calls";

    /** The topic that says that work waits, or that the search ends. */
    static final String NEWS = "lampyris-news";

    private static final int CALLS_AT_ONCE = 4;

    /** Its own words go to the log; the cluster's name, which lets people in, into none of them. */
    private static final Map<String, String> BOTH = Map.of(
            "hazelcast.logging.type", "slf4j",
            "hazelcast.logging.details.enabled", "false",
            "hazelcast.shutdownhook.enabled", "false");

    /** No reports to others, and few threads that rarely wake: the coordinator hands out a few trials a second. */
    private static final Map<String, String> MEMBER = Map.ofEntries(
            Map.entry("hazelcast.phone.home.enabled", "false"),
            Map.entry("hazelcast.http.healthcheck.enabled", "false"),
            Map.entry("hazelcast.health.monitoring.level", "OFF"),
            Map.entry("hazelcast.slow.operation.detector.enabled", "false"),
            Map.entry("hazelcast.metrics.collection.frequency", "3600"),
            Map.entry("hazelcast.io.balancer.interval.seconds", "0"),
            Map.entry("hazelcast.wait.seconds.before.join", "0"),
            Map.entry("hazelcast.partition.count", "7"),
            Map.entry("hazelcast.operation.thread.count", "2"),
            Map.entry("hazelcast.operation.generic.thread.count", "2"),
            Map.entry("hazelcast.io.thread.count", "2"),
            Map.entry("hazelcast.event.thread.count", "1"));

    private static final Map<String, String> CLIENT = Map.of(
            "hazelcast.client.heartbeat.interval", "2000",
            "hazelcast.client.heartbeat.timeout", "10000",
            "hazelcast.client.invocation.timeout.seconds", "10",
            "hazelcast.client.response.thread.count", "1",
            "hazelcast.client.io.input.thread.count", "1",
            "hazelcast.client.io.output.thread.count", "1",
            "hazelcast.client.event.thread.count", "1");

    /** A class that isn't there: Hazelcast takes an empty list for no list at all. */
    private static final String NO_CLASS = "org.lampyris.NothingIsDeserialised";

    private Transport() {}

    /** The coordinator: the only member of its cluster. */
    static Config member(Endpoint endpoint, ClusterSecret secret, Duration lease) {
        Config config = new Config();
        config.setClusterName(secret.clusterName());
        NetworkConfig network = config.getNetworkConfig();
        network.setPort(endpoint.port()).setPortAutoIncrement(false).setReuseAddress(true);
        InetAddress address = endpoint.resolve();
        boolean everywhere = address.isAnyLocalAddress();
        String numeric = address.getHostAddress();
        if (!everywhere) {
            network.getInterfaces().setEnabled(true).addInterface(numeric);
            network.setPublicAddress(endpoint.toString());
        }
        JoinConfig join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true).addMember(new Endpoint(numeric, endpoint.port()).toString());
        network.getMemcacheProtocolConfig().setEnabled(false);
        config.getExecutorConfig(CALLS).setPoolSize(CALLS_AT_ONCE).setStatisticsEnabled(false);
        config.getMetricsConfig().setEnabled(false);
        config.getJetConfig().setEnabled(false);
        config.getManagementCenterConfig()
                .setScriptingEnabled(false)
                .setConsoleEnabled(false)
                .setDataAccessEnabled(false);
        serialization(config.getSerializationConfig());
        config.setProperty("hazelcast.socket.bind.any", Boolean.toString(everywhere));
        config.setProperty("hazelcast.client.max.no.heartbeat.seconds", seconds(lease));
        BOTH.forEach(config::setProperty);
        MEMBER.forEach(config::setProperty);
        return config;
    }

    /** A worker: a client that holds no data. */
    static ClientConfig client(Endpoint endpoint, ClusterSecret secret, Duration connecting) {
        ClientConfig config = new ClientConfig();
        config.setClusterName(secret.clusterName());
        config.getNetworkConfig().setAddresses(List.of(endpoint.toString())).setConnectionTimeout((int)
                connecting.toMillis());
        config.getNetworkConfig().getClusterRoutingConfig().setRoutingMode(RoutingMode.SINGLE_MEMBER);
        config.getConnectionStrategyConfig().setReconnectMode(ReconnectMode.OFF);
        config.getConnectionStrategyConfig()
                .getConnectionRetryConfig()
                .setInitialBackoffMillis((int) connecting.toMillis())
                .setClusterConnectTimeoutMillis(1);
        config.getMetricsConfig().setEnabled(false);
        serialization(config.getSerializationConfig());
        BOTH.forEach(config::setProperty);
        CLIENT.forEach(config::setProperty);
        return config;
    }

    private static void serialization(SerializationConfig config) {
        config.setJavaSerializationFilterConfig(new JavaSerializationFilterConfig()
                .setDefaultsDisabled(true)
                .setWhitelist(new ClassFilter().addClasses(NO_CLASS)));
        config.addDataSerializableFactory(FACTORY_ID, Transport::empty);
    }

    private static IdentifiedDataSerializable empty(int classId) {
        return switch (classId) {
            case Letter.CLASS_ID -> new Letter();
            case Call.CLASS_ID -> new Call();
            default -> throw new IllegalArgumentException("there is no message of class " + classId);
        };
    }

    private static String seconds(Duration time) {
        return Long.toString(Math.max(5, time.toSeconds()));
    }
}
