package eu.parvis.request;

import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.bus.Message;
import eu.parvis.db.Sql;
import eu.parvis.document.DocumentStore;
import eu.parvis.document.StoredDocument;
import eu.parvis.request.SupportingDocumentApi.FindDocument;
import eu.parvis.request.SupportingDocumentApi.HandIn;
import eu.parvis.request.SupportingDocumentApi.HandedIn;
import eu.parvis.request.SupportingDocumentApi.MayHandIn;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Takes the documents that a request asks for (CS-03). */
final class SupportingDocuments {

    private final RequestServices services;
    private final SupportingDocumentRepository repository;
    private final DocumentStore bytes = new DocumentStore();

    SupportingDocuments(RequestServices services) {
        this.services = services;
        this.repository = services.documents();
    }

    Future<Message.Done> mayHandIn(MayHandIn query) {
        return checklist(services.database(), query.by(), query.request()).map(open -> {
            open.place(query.kind());
            return Message.DONE;
        });
    }

    Future<HandedIn> find(FindDocument query) {
        return checklist(services.database(), query.by(), query.request()).map(open -> {
            var found = open.item(query.kind()).document().orElseThrow(Failure::notFound);
            return open.handedIn(found);
        });
    }

    /** A request that the person sees, with its documents. */
    private record Open(CertificateRequest request, Checklist checklist) {

        Checklist.Item item(String kind) {
            return checklist.items().stream()
                    .filter(item -> item.rule().kind().code().equals(kind))
                    .findFirst()
                    .orElseThrow(Failure::notFound);
        }

        /** The line that takes a document now. */
        Checklist.Item place(String kind) {
            var item = item(kind);
            if (!request.state().takesDocuments()) {
                throw Failure.of(Failure.Kind.CONFLICT, "request.documentsClosed");
            }
            if (item.isAccepted()) {
                throw Failure.of(Failure.Kind.CONFLICT, "request.documentAccepted");
            }
            return item;
        }

        void requireRoom(Checklist.Item place, int size) {
            var others = checklist.items().stream()
                    .filter(item -> !item.equals(place))
                    .flatMap(item -> item.document().stream())
                    .mapToLong(SupportingDocument::size)
                    .sum();
            if (others + size > SupportingDocumentApi.MOST_TOGETHER) {
                throw Failure.invalid(FieldError.of("document", "error.document.together"));
            }
        }

        HandedIn handedIn(SupportingDocument document) {
            return new HandedIn(document, request.number(), request.state());
        }
    }

    private Future<Open> checklist(Sql sql, Requester by, UUID request) {
        return services.repository()
                .find(sql, Access.toDocuments(by), request)
                .map(found -> found.orElseThrow(Failure::notFound))
                .compose(visible -> open(sql, visible));
    }

    private Future<Open> open(Sql sql, CertificateRequest request) {
        return services.progress().of(sql, request).map(progress -> new Open(request, progress.checklist()));
    }

    // --- Hand in ------------------------------------------------------------------------------------------------

    Future<HandedIn> handIn(HandIn command) {
        return services.inTransaction(sql -> services.current(sql, command.by())
                .compose(by -> checklist(sql, by, command.request())
                        .compose(visible -> services.requests().lock(sql, command.request()))
                        .compose(locked -> checklist(sql, by, command.request())))
                .compose(open -> handIn(sql, command, open)));
    }

    private Future<HandedIn> handIn(Sql sql, HandIn command, Open open) {
        var place = open.place(command.kind());
        return bytes.keep(sql, command.document(), services.now())
                .map(found -> found.orElseThrow(Failure::notFound))
                .compose(stored -> {
                    var same = place.document().filter(former -> isSame(former, stored));
                    return same.isPresent()
                            ? discard(sql, stored.id()).map(open.handedIn(same.get()))
                            : replace(sql, command, open, place, stored);
                });
    }

    /** The same bytes in a refused document would be refused again, but that is for the desk to say. */
    private static boolean isSame(SupportingDocument former, StoredDocument stored) {
        return former.state() == SupportingDocument.State.RECEIVED
                && former.sha256().equals(stored.sha256());
    }

    private Future<HandedIn> replace(Sql sql, HandIn command, Open open, Checklist.Item place, StoredDocument stored) {
        open.requireRoom(place, stored.size());
        var document = document(command, stored);
        return repository
                .replace(sql, command.request(), command.kind())
                .compose(replaced -> place.document()
                        .map(former -> discard(sql, former.id()))
                        .orElseGet(Future::succeededFuture))
                .compose(discarded -> repository.add(sql, document))
                .compose(added -> services.progress()
                        .advance(sql, command.request(), command.by().account()))
                .compose(advanced -> services.record(
                        sql, command.by(), open.request(), RequestEvent.DOCUMENT_HANDED_IN, command.kind()))
                .compose(recorded -> services.requests().byId(sql, command.request()))
                .map(request -> new HandedIn(
                        document, open.request().number(), request.orElseThrow().state()));
    }

    private SupportingDocument document(HandIn command, StoredDocument stored) {
        return new SupportingDocument(
                stored.id(),
                command.request(),
                command.kind(),
                SupportingDocument.State.RECEIVED,
                FileName.cleaned(command.fileName(), command.kind(), stored.mediaType()),
                stored.mediaType(),
                stored.size(),
                stored.sha256(),
                SupportingDocument.Scan.valueOf(stored.scan().name()),
                command.by().account(),
                services.now(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The bytes of a document that no longer counts are deleted; its row stays. */
    private Future<Void> discard(Sql sql, UUID document) {
        return bytes.discard(sql, List.of(document), services.now());
    }

    /** Deletes the bytes of requests whose rows are deleted in the same transaction. */
    Future<Void> discardOf(Sql sql, List<UUID> requests) {
        return repository.of(sql, requests).compose(found -> bytes.discard(sql, found, services.now()));
    }
}
