package eu.parvis.registration;

import eu.parvis.bus.Bus;
import eu.parvis.crypto.HashingApi;
import eu.parvis.crypto.Secret;
import eu.parvis.crypto.TemporaryPasswords;
import io.vertx.core.Future;

/**
 * A temporary password (CG-35): to be mailed, and what is kept of it. Hashed before the transaction that needs it.
 *
 * @param phc PHC string
 */
record Password(Secret text, String phc) {

    static Future<Password> draw(TemporaryPasswords source, Bus bus) {
        var text = source.next();
        return bus.request(HashingApi.HASH, new HashingApi.Hash(text)).map(hashed -> new Password(text, hashed.phc()));
    }

    @Override
    public String toString() {
        return "Password[***]";
    }
}
