package eu.parvis.session;

import java.util.Optional;
import java.util.UUID;

/**
 * A session about to begin.
 *
 * @param device as its user agent names itself
 * @param address network address of the visitor
 */
public record NewSession(
        UUID account, SessionApi.Kind kind, SessionApi.Channel channel, Optional<String> device, String address) {}
