package eu.parvis.request;

import eu.parvis.account.Account;
import eu.parvis.account.AccountStore;
import eu.parvis.capability.Foundation;
import eu.parvis.catalogue.Catalogue;
import eu.parvis.catalogue.DocumentKind;
import eu.parvis.catalogue.Localised;
import eu.parvis.catalogue.Product;
import eu.parvis.catalogue.Reason;
import eu.parvis.db.Sql;
import eu.parvis.mail.Addressee;
import eu.parvis.mail.Letter;
import eu.parvis.mail.Letters;
import eu.parvis.mail.MailStore;
import eu.parvis.mail.Occasion;
import eu.parvis.values.Language;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Queues the mails about a request, to the person who ordered and to a holder with an account. Their texts are in {@code
 * templates/mail}. After the commit, publish {@link eu.parvis.mail.MailApi#QUEUED}.
 */
public final class RequestMailStore {

    private final AccountStore accounts = new AccountStore();
    private final Catalogue catalogue;
    private final MailStore mails;
    private final Letters letters;

    public RequestMailStore(Foundation foundation, Catalogue catalogue) {
        this.catalogue = catalogue;
        this.mails = new MailStore(foundation);
        this.letters = Letters.drawnFrom(foundation.random());
    }

    public Future<Void> received(Sql sql, CertificateRequest request) {
        return queue(
                sql,
                request,
                to -> letter(Occasion.REQUEST_RECEIVED, request, to)
                        .with("path", page(request))
                        .build());
    }

    /**
     * Asks the person who is named as holder to confirm the own data. Within the quota of the address, because it may be a
     * stranger's.
     */
    Future<Void> askHolder(Sql sql, CertificateRequest request) {
        var person = request.holder().person().orElseThrow();
        return accounts.byId(sql, request.orderedBy())
                .map(found -> letter(Occasion.REQUEST_HOLDER_ASKED, request, Addressee.of(person, request.language()))
                        .with("orderer", found.map(Account::name).orElse(""))
                        .with("path", page(request) + "/confirmation")
                        .build())
                .compose(letter -> mails.queueWithinQuota(sql, person.email(), letter));
    }

    /**
     * Says what to do.
     *
     * @param kind code of the document
     */
    public Future<Void> documentRefused(Sql sql, CertificateRequest request, String kind, Refusal refusal) {
        return queue(
                sql,
                request,
                to -> letter(Occasion.REQUEST_DOCUMENT_REFUSED, request, to)
                        .with(
                                "document",
                                catalogue
                                        .document(kind)
                                        .map(DocumentKind::name)
                                        .map(name -> name.in(to.language()))
                                        .orElse(kind))
                        .with("reason", reason(catalogue.documentRefusals(), refusal, to.language()))
                        .with("path", page(request) + "/documents")
                        .build());
    }

    public Future<Void> waiting(Sql sql, CertificateRequest request) {
        return queue(
                sql,
                request,
                to -> letter(Occasion.REQUEST_WAITING, request, to)
                        .with("path", page(request) + "/documents")
                        .build());
    }

    public Future<Void> accepted(Sql sql, CertificateRequest request) {
        return queue(
                sql,
                request,
                to -> letter(Occasion.REQUEST_ACCEPTED, request, to).build());
    }

    public Future<Void> refused(Sql sql, CertificateRequest request, Refusal refusal) {
        return queue(
                sql,
                request,
                to -> letter(Occasion.REQUEST_REFUSED, request, to)
                        .with("reason", reason(catalogue.requestRefusals(), refusal, to.language()))
                        .build());
    }

    /** Asks a member of the organisation to approve or refuse. */
    Future<Void> approvalAsked(Sql sql, CertificateRequest request, String orderer, Addressee approver) {
        return mails.queue(
                sql,
                letter(Occasion.APPROVAL_ASKED, request, approver)
                        .with("orderer", orderer)
                        .with("path", page(request) + "/approval")
                        .build());
    }

    /** Tells the person who ordered that somebody of the organisation has refused to approve. */
    Future<Void> notApproved(Sql sql, CertificateRequest request, String reason) {
        return queue(
                sql,
                Stream.of(request.orderedBy()),
                to -> letter(Occasion.APPROVAL_REFUSED, request, to)
                        .with("reason", reason)
                        .with("path", page(request))
                        .build());
    }

    /** Tells the person who ordered that the holder does not want the certificate. */
    Future<Void> holderDeclined(Sql sql, CertificateRequest request, Optional<String> reason) {
        return queue(
                sql,
                Stream.of(request.orderedBy()),
                to -> letter(Occasion.REQUEST_HOLDER_DECLINED, request, to)
                        .with("reason", reason.orElse(""))
                        .with("path", page(request))
                        .build());
    }

    private Letters.Builder letter(Occasion occasion, CertificateRequest request, Addressee to) {
        return letters.letter(occasion, to)
                .with("request", Integer.toString(request.number()))
                .with(
                        "product",
                        catalogue
                                .product(request.product())
                                .map(Product::name)
                                .map(name -> name.in(to.language()))
                                .orElse(request.product()))
                .with("holder", request.holder().label());
    }

    private static String page(CertificateRequest request) {
        return "/requests/" + request.id();
    }

    private static String reason(List<Reason> reasons, Refusal refusal, Language language) {
        return Stream.concat(
                        refusal.code().stream().flatMap(code -> text(reasons, code, language)), refusal.text().stream())
                .reduce((chosen, typed) -> chosen + " – " + typed)
                .orElse("");
    }

    private static Stream<String> text(List<Reason> reasons, String code, Language language) {
        return reasons.stream()
                .filter(reason -> reason.code().equals(code))
                .map(Reason::text)
                .map((Localised text) -> text.in(language));
    }

    private Future<Void> queue(Sql sql, CertificateRequest request, Function<Addressee, Letter> write) {
        return queue(
                sql,
                Stream.concat(Stream.of(request.orderedBy()), request.holder().account().stream())
                        .distinct(),
                write);
    }

    private Future<Void> queue(Sql sql, Stream<UUID> accounts, Function<Addressee, Letter> write) {
        return Future.all(accounts.map(reader -> reader(sql, reader)).toList())
                .map(read -> read.<Account>list().stream()
                        .filter(Objects::nonNull)
                        .map(Account::addressee)
                        .map(write)
                        .toArray(Letter[]::new))
                .compose(written -> mails.queue(sql, written));
    }

    /** Null for an account that is closed. */
    private Future<Account> reader(Sql sql, UUID account) {
        return accounts.byId(sql, account)
                .map(found -> found.filter(open -> open.state() != Account.State.CLOSED)
                        .orElse(null));
    }
}
