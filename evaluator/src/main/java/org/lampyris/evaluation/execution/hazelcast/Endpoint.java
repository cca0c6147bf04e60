package org.lampyris.evaluation.execution.hazelcast;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import org.lampyris.input.InvalidInputException;

/**
 * Where a coordinator listens.
 *
 * @param host a name or an address
 * @param port 1 to 65535
 */
public record Endpoint(String host, int port) {
    /** The port where none is given: Hazelcast's own. */
    public static final int USUAL_PORT = 5701;

    private static final String LOOPBACK = "127.0.0.1";
    private static final int LAST_PORT = 65_535;

    /**
     * Reads {@code HOST:PORT}, {@code HOST}, {@code :PORT} or {@code PORT}; without a host it is this machine alone. An
     * IPv6 address stands in brackets.
     *
     * @param option where the text is from
     * @throws InvalidInputException if it is none of these
     */
    public static Endpoint parse(String option, String text) {
        String given = text.strip();
        int colon = given.endsWith("]") ? -1 : given.lastIndexOf(':');
        String host = colon >= 0 ? given.substring(0, colon) : given.matches("[0-9]+") ? "" : given;
        String port = colon >= 0 ? given.substring(colon + 1) : host.isEmpty() ? given : "" + USUAL_PORT;
        boolean bracketed = host.matches("\\[[0-9A-Fa-f:.]+(%[A-Za-z0-9._-]+)?]");
        if (!port.matches("[0-9]{1,5}")
                || Integer.parseInt(port) < 1
                || Integer.parseInt(port) > LAST_PORT
                || (!bracketed && !host.matches("[A-Za-z0-9._-]*"))) {
            throw InvalidInputException.at(
                    option,
                    "'" + text + "' is no address",
                    "Give HOST:PORT, e.g. " + LOOPBACK + ":" + USUAL_PORT + ".");
        }
        String name = bracketed ? host.substring(1, host.length() - 1) : host;
        return new Endpoint(name.isEmpty() ? LOOPBACK : name, Integer.parseInt(port));
    }

    /**
     * Tries to listen there, before anything is begun that would be left behind.
     *
     * @param option where the endpoint is from
     * @throws InvalidInputException if the port is taken or the address isn't this machine's
     */
    public void requireFree(String option) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(resolve(), port));
        } catch (IOException e) {
            throw cantListen(option, String.valueOf(e.getMessage()));
        }
    }

    InvalidInputException cantListen(String option, String reason) {
        return InvalidInputException.at(
                option,
                "this machine can't listen on " + this + " (" + reason + ")",
                "Choose a free port and an address of this machine.");
    }

    /** @throws InvalidInputException if the name isn't known */
    InetAddress resolve() {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new InvalidInputException(
                    "There is no machine '" + host + "'. Give a name that this machine can look up, or an address.");
        }
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
