package eu.parvis.request;

/** Who must act before a request goes on. */
public enum Actor {
    ORDERER,
    HOLDER,
    APPROVERS,
    DESK,
    NOBODY
}
