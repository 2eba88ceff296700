package eu.parvis.bus;

/** A record that can be sent on the bus: plain values and a {@link MessageName}, written as JSON between nodes. */
public interface Message {

    /** The answer to a command that returns no value. */
    @MessageName("done")
    record Done() implements Message {}

    Done DONE = new Done();
}
