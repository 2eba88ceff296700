package eu.parvis.order;

import eu.parvis.order.RequestPages.Facts;
import eu.parvis.order.RequestPages.Item;
import eu.parvis.pdf.QrImage;
import eu.parvis.words.Days;
import eu.parvis.words.Words;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A request as a PDF file.
 *
 * @param address of its page, which the QR code leads to
 */
record RequestPrint(Facts request, List<Item> documents, String brand, ZoneId zone, String address, OrderText text) {

    RequestPrint {
        documents = List.copyOf(documents);
    }

    /** The variables of {@code pdf/request.peb}. */
    Map<String, Object> variables() {
        return Map.of(
                "lang", text.language().code(),
                "brand", brand,
                "title", words("request.title", request.number()),
                "product", request.product(),
                "facts", facts(),
                "documents",
                        documents.stream()
                                .map(item -> pair(item.name(), words("request.document." + item.state())))
                                .toList(),
                "code", new QrImage(address).dataAddress(),
                "address", address);
    }

    private List<Map<String, String>> facts() {
        var facts = new ArrayList<Map<String, String>>();
        facts.add(fact("request.number", request.number()));
        facts.add(fact("request.date", day()));
        facts.add(fact("request.state", words("request.state." + request.state())));
        facts.add(fact("request.orderer", request.orderer()));
        request.establishment().ifPresent(value -> facts.add(fact("request.establishment", value)));
        request.service().ifPresent(value -> facts.add(fact("request.holder.SERVICE", value)));
        request.person().ifPresent(person -> {
            facts.add(fact("request.holder", person.name()));
            facts.add(fact("registration.email", person.email()));
            person.phone().ifPresent(value -> facts.add(fact("activation.person.phone", value)));
        });
        request.duration().ifPresent(value -> facts.add(fact("order.duration", value)));
        request.note().ifPresent(value -> facts.add(fact("request.note", value)));
        return facts;
    }

    private String day() {
        var at = request.submittedAt().orElse(request.createdAt());
        return Days.inWords(at.atZone(zone).toLocalDate(), text.language());
    }

    private Map<String, String> fact(String label, String value) {
        return pair(words(label), value);
    }

    private static Map<String, String> pair(String label, String value) {
        return Map.of("label", label, "value", value);
    }

    private String words(String id, Object... arguments) {
        return Words.of(text.language()).text(id, arguments);
    }
}
