package eu.parvis;

import eu.parvis.account.Account;
import eu.parvis.bus.Failure;
import eu.parvis.bus.Malformed;
import eu.parvis.config.Configuration;
import eu.parvis.config.ConfigurationException;
import eu.parvis.db.Database;
import eu.parvis.db.Migrations;
import eu.parvis.desk.OperatorStore;
import eu.parvis.values.EmailAddress;
import eu.parvis.values.Language;
import eu.parvis.values.Person;
import eu.parvis.values.PersonName;
import eu.parvis.words.Words;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * {@code operator add --email … --first-name … --last-name … --language fr|en [--settings portal.yaml]}: adds an operator
 * of the registration desk. The mails are sent by a running portal.
 */
final class OperatorCommand {

    static final String NAME = "operator";

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int UNUSABLE = 2;
    private static final long SECONDS = 60;
    private static final List<String> NEEDED = List.of("--email", "--first-name", "--last-name", "--language");
    private static final String SETTINGS = "--settings";
    private static final String USAGE =
            "Usage: operator add --email ADDRESS --first-name NAME --last-name NAME --language fr|en [--settings FILE]";

    private final Map<String, String> environment;
    private final Optional<Path> usualSettings;
    private final Clock clock;
    private final PrintStream out;

    /**
     * Takes what the process was started with.
     *
     * @param usualSettings file of the settings if the command names none
     */
    OperatorCommand(Map<String, String> environment, Optional<Path> usualSettings, Clock clock, PrintStream out) {
        this.environment = environment;
        this.usualSettings = usualSettings;
        this.clock = clock;
        this.out = out;
    }

    /** Returns the exit code: 0 if the operator was added, 2 if arguments or settings are unusable, else 1. */
    int run(String... arguments) {
        var options = options(arguments);
        if (options.isEmpty()) {
            out.println(USAGE);
            return UNUSABLE;
        }
        try {
            return add(options.get());
        } catch (ConfigurationException e) {
            out.println("The operator was not added:" + System.lineSeparator() + e.getMessage());
            return UNUSABLE;
        } catch (Malformed e) {
            var error = e.at("");
            out.println(Words.of(Language.EN)
                    .text(error.message(), error.arguments().toArray()));
            return UNUSABLE;
        }
    }

    /** Empty if an option is unknown, given twice or missing. */
    private static Optional<Map<String, String>> options(String... arguments) {
        if (arguments.length % 2 == 1 || arguments.length == 0 || !arguments[1].equals("add")) {
            return Optional.empty();
        }
        var options = new HashMap<String, String>();
        for (var i = 2; i < arguments.length; i += 2) {
            if ((!NEEDED.contains(arguments[i]) && !arguments[i].equals(SETTINGS))
                    || options.put(arguments[i], arguments[i + 1]) != null) {
                return Optional.empty();
            }
        }
        return options.keySet().containsAll(NEEDED) ? Optional.of(options) : Optional.empty();
    }

    private int add(Map<String, String> options) {
        var person = new Person(
                PersonName.parse(options.get("--first-name")),
                PersonName.parse(options.get("--last-name")),
                EmailAddress.parse(options.get("--email")),
                Optional.empty());
        var language = Language.of(options.get("--language"));
        if (language.isEmpty()) {
            out.println(USAGE);
            return UNUSABLE;
        }
        var file = Optional.ofNullable(options.get(SETTINGS)).map(Path::of).or(() -> usualSettings);
        var configuration = Portal.configuration(file, environment);
        Logging.use(configuration.log());
        var vertx = Vertx.vertx();
        try {
            return report(within(vertx, configuration, operators -> operators.add(person, language.get())));
        } finally {
            vertx.close().onFailure(cause -> out.println("The database was not closed: " + cause.getMessage()));
        }
    }

    /** Opens the database and what hashes passwords. */
    private Future<Optional<Account>> within(
            Vertx vertx, Configuration configuration, Function<OperatorStore, Future<Optional<Account>>> work) {
        var database = Database.open(vertx, configuration.db(), 1);
        var node = new Node(vertx, configuration, new MicrosecondClock(clock), Metrics.registry(), database);
        return Migrations.run(vertx, database, configuration.db())
                .compose(current -> vertx.deployVerticle(node.hashing()))
                .compose(hashing -> work.apply(new OperatorStore(node.foundation())));
    }

    private int report(Future<Optional<Account>> added) {
        try {
            return report(added.toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            out.println("The operator was not added: " + reason(e.getCause()));
            return FAILED;
        } catch (TimeoutException e) {
            out.println("The operator was not added: the database does not answer.");
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    private int report(Optional<Account> added) {
        if (added.isEmpty()) {
            out.println(
                    "The operator was not added: an account has this address already. Use another one for the desk.");
            return FAILED;
        }
        var account = added.get();
        out.printf(
                "%s has an account with the identifier %s. Two mails are on their way to %s.%n",
                account.name(), account.identifier(), account.email());
        return DONE;
    }

    private static String reason(Throwable cause) {
        return cause instanceof Failure failure
                ? Words.of(Language.EN)
                        .text(failure.messageId(), failure.arguments().toArray())
                : cause.toString();
    }
}
