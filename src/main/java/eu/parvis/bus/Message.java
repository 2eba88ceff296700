package eu.parvis.bus;

/** Marks what may cross the bus: records of plain values with a {@link MessageName}, written as JSON between nodes. */
public interface Message {

    /** The answer of a verb that has nothing to say but that it is done. */
    @MessageName("done")
    record Done() implements Message {}

    Done DONE = new Done();
}
