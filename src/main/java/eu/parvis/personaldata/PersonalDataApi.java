package eu.parvis.personaldata;

import eu.parvis.bus.Address;
import eu.parvis.bus.Message;
import eu.parvis.bus.MessageName;
import java.util.List;
import java.util.UUID;

/** Collects what the portal holds about a person. */
public final class PersonalDataApi {

    /** Local: the answer is large, and all of it is private. */
    public static final Address<Collect, Collected> COLLECT = Address.local(
                    "personaldata.collect", Collect.class, Collected.class)
            .asQuestion();

    private PersonalDataApi() {}

    @MessageName("personaldata.collect")
    public record Collect(UUID account) implements Message {}

    /** One item for each {@link DataSet}, in their order. */
    @MessageName("personaldata.collected")
    public record Collected(List<Rows> sets) implements Message {

        public Collected {
            sets = List.copyOf(sets);
        }
    }

    /**
     * The rows of a set.
     *
     * @param json an array of objects
     */
    public record Rows(DataSet set, String json) {}
}
