package eu.parvis.bus;

/** Marks what may cross the bus: records of plain values, readable as JSON on a clustered wire. */
public interface Message {

    /** The answer of a verb that has nothing to say but that it is done. */
    record Done() implements Message {}

    Done DONE = new Done();
}
