package eu.parvis.order;

import eu.parvis.catalogue.Catalogue;
import eu.parvis.catalogue.Reason;
import eu.parvis.config.Configuration;
import eu.parvis.request.Refusal;
import eu.parvis.values.Language;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why the desk refused a document, as a sentence. */
record RefusalText(List<Reason> reasons) {

    RefusalText {
        reasons = List.copyOf(reasons);
    }

    static RefusalText of(Configuration configuration) {
        return new RefusalText(Catalogue.of(configuration).documentRefusals());
    }

    String of(Refusal refusal, Language language) {
        var chosen = refusal.code()
                .flatMap(code -> reasons.stream()
                        .filter(reason -> reason.code().equals(code))
                        .findFirst()
                        .map(reason -> reason.text().in(language)));
        return Stream.concat(chosen.stream(), refusal.text().stream()).collect(Collectors.joining(" "));
    }
}
