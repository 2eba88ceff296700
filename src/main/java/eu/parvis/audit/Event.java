package eu.parvis.audit;

/** What happened, in the past tense of the bus. Each capability declares its own as an enum. */
public interface Event {

    /** Unique among all capabilities. A name, once written, keeps its meaning for ever. */
    String name();
}
