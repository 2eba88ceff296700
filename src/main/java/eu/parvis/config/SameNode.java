package eu.parvis.config;

import java.util.List;

/**
 * Messages with passwords never leave a node: where a caller runs, the kind of verticle that answers it runs, too.
 *
 * @param callers kinds of verticle that send passwords to {@code kind}
 */
public record SameNode(String kind, List<String> callers) {

    public SameNode {
        callers = List.copyOf(callers);
    }
}
