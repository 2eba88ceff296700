package eu.parvis.customers;

import eu.parvis.bus.Malformed;
import eu.parvis.company.CompanyApi;
import eu.parvis.customers.CustomersApi.AskPending;
import eu.parvis.customers.CustomersApi.Decide;
import eu.parvis.customers.CustomersApi.Search;
import eu.parvis.desk.DeskApi.Operator;
import eu.parvis.http.Input;
import eu.parvis.http.PageLimit;
import eu.parvis.joining.JoinApi;
import eu.parvis.joining.JoinApi.DecideAtDesk;
import eu.parvis.membership.MemberInput;
import eu.parvis.membership.Role;
import eu.parvis.values.TypedText;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads the forms, queries and bodies of this package. */
final class CustomersInput {

    private static final int LINES = 50;
    private static final int MOST_LINES = 100;
    private static final int LONGEST_SEARCH = 100;
    private static final int LONGEST_TEXT = 500;

    private enum Decision {
        ACCEPTED,
        REFUSED
    }

    private enum Verdict {
        APPROVE,
        REFUSE
    }

    private CustomersInput() {}

    /** Empty: nothing was searched for. */
    static Optional<Search> search(Input input, Operator by) {
        var text = input.optional("search", typed -> TypedText.printable(typed, LONGEST_SEARCH));
        input.end();
        return text.map(typed -> new Search(by, typed));
    }

    static AskPending pending(Input input, Operator by) {
        var page = page(input);
        return new AskPending(by, page.after(), page.limit());
    }

    record Page(Optional<String> after, int limit) {}

    static Page page(Input input) {
        var after = input.optional("after", text -> text);
        var limit = input.optional("limit", text -> PageLimit.parse(text, MOST_LINES));
        input.end();
        return new Page(after, limit.orElse(LINES));
    }

    /** A refusal needs a reason for the customer, an acceptance the evidence. */
    static Decide decision(Input input, Operator by, UUID id) {
        var decision = input.choice("decision", Decision.class);
        var refused = decision == Decision.REFUSED;
        var seen = input.optional("register", CustomersInput::state);
        var reason =
                refused ? Optional.ofNullable(required(input, "reason", "error.reason")) : optional(input, "reason");
        var evidence = refused
                ? optional(input, "evidence")
                : Optional.ofNullable(required(input, "evidence", "error.evidence"));
        input.end();
        return new Decide(by, id, !refused, seen, reason, evidence);
    }

    private static String required(Input input, String name, String missing) {
        return input.required(name, missing, text -> TypedText.printable(text, LONGEST_TEXT));
    }

    private static Optional<String> optional(Input input, String name) {
        return input.optional(name, text -> TypedText.printable(text, LONGEST_TEXT));
    }

    private static CompanyApi.State state(String text) {
        return Arrays.stream(CompanyApi.State.values())
                .filter(state -> state.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new Malformed("error.choice"));
    }

    /** A refusal needs no roles. */
    static DecideAtDesk joinDecision(Input input, Operator by, UUID id) {
        var approved = input.choice("decision", Verdict.class) == Verdict.APPROVE;
        var roles = approved ? MemberInput.roles(input) : MemberInput.roles(input, Role.OF_NEWCOMER);
        var reason = required(input, "reason", "error.reason");
        input.end();
        return new DecideAtDesk(
                id, by.account(), by.address(), new JoinApi.Decision(approved, approved ? roles : List.of()), reason);
    }
}
