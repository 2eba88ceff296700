package eu.parvis.session;

import java.util.Optional;
import java.util.UUID;

/**
 * The data of a session to open.
 *
 * @param device the User-Agent header
 * @param address network address of the visitor
 * @param proved whether the person has just proved the password; a mailed link proves none
 */
public record NewSession(
        UUID account,
        SessionApi.Kind kind,
        SessionApi.Channel channel,
        Optional<String> device,
        String address,
        boolean proved) {}
