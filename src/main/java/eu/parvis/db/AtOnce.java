package eu.parvis.db;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One statement made of several: each is a {@code WITH} query of it. None sees what another writes, and no row is written
 * by two of them (PostgreSQL's manual, 7.8.4).
 */
final class AtOnce implements Writes {

    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");

    private final Promise<Void> written = Promise.promise();
    private final List<String> queries = new ArrayList<>();
    private final List<String> required = new ArrayList<>();
    private final Tuple parameters = Tuple.tuple();
    private boolean over;

    @Override
    public Future<Void> write(String statement, Object... itsParameters) {
        add(statement, itsParameters);
        return written.future();
    }

    @Override
    public Future<Void> require(String statement, Object... itsParameters) {
        required.add(add(statement, itsParameters));
        return written.future();
    }

    private String add(String statement, Object[] itsParameters) {
        if (over) {
            throw new IllegalStateException("Asked for after the rest had been");
        }
        var name = "q" + queries.size();
        var before = parameters.size();
        queries.add(name + " AS ("
                + PARAMETER
                        .matcher(statement)
                        .replaceAll(number -> "\\$" + (before + Integer.parseInt(number.group(1))))
                + ")");
        var own = Sql.parameters(itsParameters);
        for (var i = 0; i < own.size(); i++) {
            parameters.addValue(own.getValue(i));
        }
        return name;
    }

    /** @param value that the statement makes, too */
    Future<Void> run(Sql sql, String value) {
        over = true;
        return sql.run(statement(value), parameters).<Void>mapEmpty().onComplete(written);
    }

    /** A query that only reads is run where somebody wants what it makes. */
    private String statement(String value) {
        var with = queries.isEmpty() ? "" : "WITH " + String.join(", ", queries);
        var values = required.stream().map(name -> ", " + name + ".*").collect(Collectors.joining());
        var from = required.isEmpty() ? "" : " FROM " + String.join(", ", required);
        return with + " SELECT " + value + values + from;
    }
}
