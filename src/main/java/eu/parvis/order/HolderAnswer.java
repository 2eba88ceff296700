package eu.parvis.order;

/** What a holder answers to a request that somebody else made. */
enum HolderAnswer {
    CONFIRMED,
    DECLINED
}
