package eu.parvis.request;

import static org.junit.jupiter.api.Assertions.assertEquals;

import eu.parvis.Await;
import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.membership.Role;
import eu.parvis.request.RequestApi.Line;
import eu.parvis.request.RequestApi.ListRequests;
import eu.parvis.request.RequestApi.Order;
import eu.parvis.request.RequestApi.Page;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lists are sorted and read page by page, while others order. */
@ExtendWith(VertxExtension.class)
class RequestListTest {

    private Orders orders;
    private Requester agent;

    @BeforeEach
    void sevenRequestsOfThreePeopleInThreeStates(Vertx vertx) {
        orders = new Orders(vertx);
        agent = orders.member("aude.kervella@kervella.example", Role.CERTIFICATION_AGENT);
        Stream.of("Évreux", "Cariou", "Évreux", "Zola", "Cariou", "Évreux", "Cariou")
                .forEach(this::order);
        orders.registry.rows.execute(
                "UPDATE request SET submitted_at = created_at",
                "UPDATE request SET state = 'IN_REVIEW' WHERE number IN (550001, 550004)",
                "UPDATE request SET state = 'REGISTERED' WHERE number IN (550000, 550003)",
                "UPDATE request SET state = 'CANCELLED' WHERE number = 550006");
    }

    private int order(String lastName) {
        return orders.order(agent, "ID_RGS_1", Orders.person("Ana", lastName, "ana@kervella.example"))
                .request()
                .number();
    }

    private Page page(Order order, Optional<String> search, Optional<String> after, RequestState... states) {
        return orders.registry.portal.ask(
                RequestApi.LIST, new ListRequests(agent, Set.of(states), search, order, after, 2));
    }

    private List<Integer> walked(Order order, Optional<String> search, RequestState... states) {
        var numbers = new ArrayList<Integer>();
        var after = Optional.<String>empty();
        do {
            var page = page(order, search, after, states);
            numbers.addAll(page.lines().stream().map(Line::number).toList());
            after = page.next();
        } while (after.isPresent());
        return numbers;
    }

    private static List<Integer> numbers(int... last) {
        return Arrays.stream(last).mapToObj(one -> 550_000 + one).toList();
    }

    @Test
    void eachOrderShowsEachRequestOnce() {
        assertEquals(numbers(5, 4, 3, 2, 1, 0), walked(Order.NEWEST, Optional.empty()));
        assertEquals(numbers(0, 1, 2, 3, 4, 5), walked(Order.OLDEST, Optional.empty()));
        assertEquals(numbers(4, 1, 5, 2, 0, 3), walked(Order.HOLDER, Optional.empty()));
        assertEquals(numbers(5, 2, 3, 0, 4, 1), walked(Order.STATE, Optional.empty()));
    }

    @Test
    void aSearchIsSortedAndReadPageByPageAlike() {
        var evreux = Optional.of("evreux");
        assertEquals(numbers(5, 2, 0), walked(Order.NEWEST, evreux));
        assertEquals(numbers(0, 2, 5), walked(Order.OLDEST, evreux));
        assertEquals(numbers(5, 2, 0), walked(Order.STATE, evreux));
        assertEquals(numbers(4, 1, 5, 2, 0, 3), walked(Order.HOLDER, Optional.of("ana")));
    }

    @Test
    void aSearchWithoutLettersAndDigitsFindsNothing() {
        for (var search : List.of("--", "%", "…")) {
            assertEquals(List.of(), walked(Order.NEWEST, Optional.of(search)), search);
        }
    }

    @Test
    void similarNamesAreShownOnlyWhereNoneContainsTheText() {
        assertEquals(numbers(4, 1), walked(Order.NEWEST, Optional.of("cariou")));
        assertEquals(numbers(4, 1), walked(Order.NEWEST, Optional.of("carriou")));
        order("Carioux");
        assertEquals(numbers(7), walked(Order.NEWEST, Optional.of("carioux")));
        assertEquals(List.of(), walked(Order.NEWEST, Optional.of("5500019")), "a number is searched as typed");
    }

    @Test
    void statesAreFilteredInEachOrder() {
        for (var order : Order.values()) {
            assertEquals(
                    Set.copyOf(numbers(1, 4, 6)),
                    Set.copyOf(walked(order, Optional.empty(), RequestState.IN_REVIEW, RequestState.CANCELLED)),
                    order::name);
        }
    }

    /** Somebody orders for people who come first and last by name. */
    @ParameterizedTest
    @EnumSource(Order.class)
    void noRequestIsMissedWhileOthersAreMade(Order order) {
        var first = page(order, Optional.empty(), Optional.empty());
        var seen = new ArrayList<>(first.lines().stream().map(Line::number).toList());
        var made = List.of(order("Abel"), order("Zz"));
        for (var after = first.next(); after.isPresent(); ) {
            var page = page(order, Optional.empty(), after);
            seen.addAll(page.lines().stream().map(Line::number).toList());
            after = page.next();
        }

        assertEquals(seen.size(), Set.copyOf(seen).size(), seen::toString);
        seen.removeAll(made);
        assertEquals(Set.copyOf(numbers(0, 1, 2, 3, 4, 5)), Set.copyOf(seen));
    }

    @Test
    void aCursorIsOpaqueAndServesItsReaderAndItsOrder() {
        var next = page(Order.HOLDER, Optional.empty(), Optional.empty()).next().orElseThrow();
        var other = orders.member("ada.kervella@kervella.example", Role.ADMINISTRATOR);

        for (var query : List.of(
                new ListRequests(agent, Set.of(), Optional.empty(), Order.NEWEST, Optional.of(next), 2),
                new ListRequests(other, Set.of(), Optional.empty(), Order.HOLDER, Optional.of(next), 2),
                new ListRequests(agent, Set.of(), Optional.empty(), Order.HOLDER, Optional.of("550000"), 2),
                new ListRequests(agent, Set.of(), Optional.empty(), Order.HOLDER, Optional.of("é"), 2))) {
            var refused = (Failure) Await.failure(orders.registry.portal.start(RequestApi.LIST, query));
            assertEquals(List.of(FieldError.of("after", "error.cursor")), refused.fields());
        }
    }
}
