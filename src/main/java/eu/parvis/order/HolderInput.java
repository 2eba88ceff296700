package eu.parvis.order;

import eu.parvis.catalogue.HolderKind;
import eu.parvis.http.Input;
import eu.parvis.http.PersonInput;
import eu.parvis.request.RequestApi.OrderedHolder;
import eu.parvis.values.Country;
import java.util.Optional;

/** Reads whom or what a certificate will name. Results may be used after {@link Input#end()} has succeeded. */
final class HolderInput {

    private HolderInput() {}

    /** Null if the kind is missing or unknown. */
    static OrderedHolder of(Input in) {
        var kind = in.choice("kind", "order.holder.kind.missing", HolderKind.class);
        return kind == null ? null : of(in, kind);
    }

    /** The fields of the other kinds are not read: a form sends them too. */
    static OrderedHolder of(Input in, HolderKind kind) {
        return switch (kind) {
            case ME -> new OrderedHolder(kind, Optional.empty(), Optional.empty());
            case PERSON ->
                new OrderedHolder(
                        kind, Optional.of(PersonInput.withOptionalPhone(in, Country.FRANCE)), Optional.empty());
            case SERVICE -> new OrderedHolder(kind, Optional.empty(), Optional.ofNullable(name(in)));
        };
    }

    private static String name(Input in) {
        return in.required("name", OrderInput::name);
    }
}
