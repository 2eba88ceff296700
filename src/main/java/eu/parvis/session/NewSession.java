package eu.parvis.session;

import java.util.Optional;
import java.util.UUID;

/**
 * The data of a session to open.
 *
 * @param device the User-Agent header
 * @param address network address of the visitor
 */
public record NewSession(
        UUID account, SessionApi.Kind kind, SessionApi.Channel channel, Optional<String> device, String address) {}
