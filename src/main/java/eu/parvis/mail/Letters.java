package eu.parvis.mail;

import eu.parvis.crypto.Ids;
import eu.parvis.crypto.References;
import eu.parvis.crypto.Secret;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Builds letters. Draws the ids and references that the caller does not give. */
public record Letters(Ids ids, References references) {

    public static Letters drawnFrom(SecureRandom random) {
        return new Letters(new Ids(random), new References(random));
    }

    public Builder letter(Occasion occasion, Addressee to) {
        return new Builder(occasion, to);
    }

    /** Builds one letter. By default it has its own group and its own reference. */
    public final class Builder {

        private final Occasion occasion;
        private final Addressee to;
        private final Map<String, String> content = new HashMap<>();
        private Optional<UUID> group = Optional.empty();
        private int position;
        private Optional<String> reference = Optional.empty();
        private Optional<Secret> secret = Optional.empty();

        private Builder(Occasion occasion, Addressee to) {
            this.occasion = occasion;
            this.to = to;
            content.put("name", to.name());
        }

        public Builder inGroup(UUID letters, int place) {
            group = Optional.of(letters);
            position = place;
            return this;
        }

        public Builder under(String letterReference) {
            reference = Optional.of(letterReference);
            return this;
        }

        public Builder with(String key, String value) {
            content.put(key, value);
            return this;
        }

        public Builder hiding(Secret hidden) {
            return hiding(Optional.of(hidden));
        }

        /** Hides the token of a link, and a code for those who cannot open it. */
        public Builder hiding(Secret token, Secret code) {
            return hiding(new Secret(token.text() + " " + code.text()));
        }

        public Builder hiding(Optional<Secret> hidden) {
            secret = hidden;
            return this;
        }

        /**
         * Builds the letter.
         *
         * @throws IllegalArgumentException if the content is not exactly the content that the occasion needs
         */
        public Letter build() {
            var own = new HashMap<>(content);
            own.remove("name");
            if (Occasion.SECURITY.contains(occasion)) {
                to.account().ifPresent(id -> content.put(LockLinks.ACCOUNT, id.toString()));
            }
            if (!own.keySet().equals(occasion.content())) {
                throw new IllegalArgumentException(occasion + " needs exactly this content: " + occasion.content());
            }
            return new Letter(
                    ids.next(),
                    group.orElseGet(ids::next),
                    position,
                    occasion,
                    to.email(),
                    to.language(),
                    reference.orElseGet(references::next),
                    content,
                    secret);
        }
    }
}
