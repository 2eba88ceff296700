import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import portal.ApiClient;
import portal.ApiException;
import portal.api.*;
import portal.model.*;

/**
 * What an integrator writes: the life of an organisation, through a generated client only. It is compiled against each
 * library that the generator offers; {@code Client} is the only class that differs.
 */
public final class Journey {

    private static final String PASSWORD = "Lavande-bleue-42";

    private final String portal;
    private final String mailbox;
    private final String name;

    private Journey(String portal, String mailbox, String name) {
        this.portal = portal;
        this.mailbox = mailbox;
        this.name = name;
    }

    /** The address of the portal, that of the mailbox, and a name without a space for the addresses of the people. */
    public static void run(String portal, String mailbox, String name) throws Exception {
        new Journey(portal, mailbox, name).run();
    }

    private void run() throws Exception {
        var director = "director-" + name + "@verrerie.example";
        var colleague = "colleague-" + name + "@verrerie.example";
        register(director);
        var administrator = activate(director);
        manageUsers(administrator, colleague);
        order(administrator);
        var successor = activateColleague(colleague);
        handOver(administrator, colleague);
        join(successor);
        recover(director);
    }

    private void register(String email) throws Exception {
        var registrations = new RegistrationApi(client(null));
        var key = UUID.randomUUID().toString();
        var created = registrations.registerOrganisation(key, registration(email));
        equal(created.getToken(), registrations.registerOrganisation(key, registration(email)).getToken());

        var own = new RegistrationApi(client(created.getToken()));
        secret(email, 2);
        for (var patience = 0; patience < 50; patience++) {
            var mails = own.getRegistration(created.getId()).getMails();
            if (mails.stream().allMatch(mail -> mail.getState().equals("SENT"))) {
                return;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("The mails are not sent.");
    }

    private ApiClient activate(String email) throws Exception {
        var session = new ActivationApi(signIn(secret(email, 1), secret(email, 2)));
        equal("PASSWORD", session.getActivation().getStep());
        equal("CONTACTS", session.activatePassword(password()).getStep());
        equal("USERS", session.activateContacts(contacts()).getStep());
        equal("CHALLENGES", session.activateUsers(new Invitations()).getStep());
        return open(session);
    }

    private ApiClient activateColleague(String email) throws Exception {
        var session = new ActivationApi(signIn(secret(email, 1), secret(email, 2)));
        equal("CHALLENGES", session.activatePassword(password()).getStep());
        return open(session);
    }

    private ApiClient open(ActivationApi session) throws ApiException {
        var done = session.activateChallenges(challenges(session.listChallengeQuestions()));
        equal("DONE", done.getStep());
        return client(done.getSession().getToken());
    }

    private void manageUsers(ApiClient administrator, String colleague) throws ApiException {
        var users = new UsersApi(administrator);
        var added = users.addUser(key(), invitation(colleague));
        equal("INVITED", users.getUser(added.getId()).getState());
        equal(2, users.listUsers().getUsers().size());
        var changed = users.changeUser(
                added.getId(), new UserChange().roles(List.of(RoleInput.USER, RoleInput.TECHNICAL_CONTACT)), null);
        equal(List.of("TECHNICAL_CONTACT", "USER"), changed.getRoles());

        var other = users.addUser(key(), invitation("other-" + name + "@verrerie.example"));
        var withdrawal = new UserChange().roles(List.of()).state(UserChange.StateEnum.DEACTIVATED);
        equal("WITHDRAWN", users.changeUser(other.getId(), withdrawal, null).getState());
        var third = users.addUser(key(), invitation("third-" + name + "@verrerie.example"));
        equal("WITHDRAWN", users.deactivateUser(third.getId(), null).getState());
        equal("problem.notFound", refusal(() -> users.getUser(third.getId())).getCode());

        var account = new AccountApi(administrator);
        var organisation = account.getMe().getOrganisations().get(0).getId();
        equal(account.getOrganisation(), account.getOrganisationById(organisation));
    }

    private void order(ApiClient administrator) throws ApiException {
        var requests = new RequestsApi(administrator);
        var product = requests.getCatalogue(null).getProducts().stream()
                .filter(one -> one.getOrderableFor().contains("ME"))
                .findFirst()
                .orElseThrow();
        var holder = new HolderInput().kind(HolderInput.KindEnum.ME);
        var order = new RequestOrder().product(product.getCode()).holder(holder);
        var draft = requests.createRequest(key(), order);
        var duration = new RequestChange().durationMonths(product.getDurations().get(0));
        requests.changeRequest(draft.getId(), duration, null);
        var submitted = requests.submitRequest(draft.getId(), null);
        equal("DOCUMENTS_MISSING", submitted.getState());
        equal(submitted, requests.getRequest(draft.getId()));
        var states = List.of(RequestStateInput.DOCUMENTS_MISSING, RequestStateInput.IN_REVIEW);
        var listed = requests.listRequests(null, states, draft.getNumber().toString(), "HOLDER", null, 1);
        equal(draft.getId(), listed.getRequests().get(0).getId());
        requests.cancelRequest(draft.getId(), null);
        equal("request.notEditable", refusal(() -> requests.submitRequest(draft.getId(), null)).getCode());
    }

    private void handOver(ApiClient administrator, String colleague) throws ApiException {
        var users = new UsersApi(administrator);
        var successor = users.listUsers().getUsers().stream()
                .filter(user -> user.getEmail().equals(colleague))
                .findFirst()
                .orElseThrow();
        equal(users.handOver(successor.getId()), users.handOver(successor.getId()));
        equal(403, status(() -> users.addUser(key(), invitation("late-" + name + "@verrerie.example"))));
    }

    private void join(ApiClient administrator) throws ApiException {
        var asked = new JoinRequestsApi(client(null)).askToJoin(key(), joinOrder());
        var open = new JoinRequestsApi(administrator).listJoinRequests().getJoinRequests();
        equal(asked.getId(), open.get(0).getId());
        var approval = new JoinDecision().decision(JoinDecision.DecisionEnum.APPROVE).roles(null);
        new JoinRequestsApi(administrator).decideJoinRequest(asked.getId(), approval);
        equal(
                "APPROVED",
                new JoinRequestsApi(client(asked.getToken()))
                        .getJoinRequest(asked.getId())
                        .getState());
    }

    private void recover(String email) throws Exception {
        var recoveries = new RecoveryApi(client(null));
        recoveries.recoverPassword(new PasswordRecovery().login(email));
        var chosen = "Fougere-verte-17";
        recoveries.chooseRecoveredPassword(new RecoveredPassword()
                .token(mail("/token", email, 4))
                .password(chosen)
                .passwordConfirmation(chosen));
        recoveries.recoverIdentifier(new IdentifierRecovery().email(email));
        var refused = refusal(() -> new SessionsApi(client(null))
                .signIn(new Credentials().login(email).password(PASSWORD), null));
        equal("signin.refused", refused.getCode());

        var session = signIn(email, chosen);
        equal("OPEN", new SessionsApi(session).getSession().getState());
        new SessionsApi(session).signOut();
        equal("problem.unauthenticated", refusal(() -> new AccountApi(session).getMe()).getCode());
    }

    /** An answer of a later portal, with fields and values that the contract of today does not list. */
    public static void meetTheFuture(String portal) throws Exception {
        var client = Client.of(portal + "/api/v1", "x".repeat(43));
        var user = new UsersApi(client).getUser(UUID.randomUUID());
        equal("SLEEPING", user.getState());
        equal(List.of("USER", "AUDITOR"), user.getRoles());
        var session = new SessionsApi(client).getSession();
        equal("HALF_OPEN", session.getState());
        var problem = refusal(() -> new AccountApi(client).getMe());
        equal("portal.sleeping", problem.getCode());
        equal("error.new", problem.getErrors().get(0).getCode());
    }

    // --- Steps ------------------------------------------------------------------------------------------------------

    private ApiClient client(String token) {
        return Client.of(portal + "/api/v1", token);
    }

    private ApiClient signIn(String login, String password) throws ApiException {
        var sessions = new SessionsApi(client(null));
        return client(sessions.signIn(new Credentials().login(login).password(password), null).getToken());
    }

    private String secret(String email, int mail) throws Exception {
        return mail("/secret", email, mail);
    }

    /** What the mail of this number says: its identifier or password, or the token of its link. */
    private String mail(String what, String email, int mail) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(mailbox + what + "?to=" + email + "&mail=" + mail));
        var answer = HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        equal(200, answer.statusCode());
        return answer.body();
    }

    private interface Call {
        Object run() throws ApiException;
    }

    private static int status(Call call) {
        try {
            return Integer.parseInt("Answered: " + call.run());
        } catch (ApiException e) {
            return e.getCode();
        }
    }

    private static Problem refusal(Call call) {
        try {
            throw new AssertionError("Answered: " + call.run());
        } catch (ApiException e) {
            return Client.problem(e);
        }
    }

    private static void equal(Object expected, Object actual) {
        if (!Objects.equals(expected, actual)) {
            throw new AssertionError("Expected " + expected + ", but was " + actual);
        }
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    // --- What is typed ----------------------------------------------------------------------------------------------

    private OrganisationRegistration registration(String email) {
        return new OrganisationRegistration()
                .organisation(new NewOrganisation()
                        .registeredIn(RegisteredInInput.OTHER)
                        .identificationNumber(number())
                        .type(OrganisationTypeInput.COMPANY)
                        .name("Verrerie " + name)
                        .phone("+687 25 12 34")
                        .address("3 rue de la Jetée")
                        .postcode("98800")
                        .town("Nouméa")
                        .region("Province Sud")
                        .country("NC"))
                .administrator(new Administrator()
                        .firstName("Camille")
                        .lastName("Verrier")
                        .phone("+687 75 12 34")
                        .email(email)
                        .emailConfirmation(email))
                .language(LanguageInput.FR);
    }

    private String number() {
        return "9" + Math.abs(name.hashCode() % 1_000_000_000);
    }

    private static Invitation invitation(String email) {
        return new Invitation()
                .firstName("Sacha")
                .lastName("Verrier")
                .email(email)
                .emailConfirmation(email)
                .addRolesItem(RoleInput.USER);
    }

    private JoinOrder joinOrder() {
        var email = "joining-" + name + "@verrerie.example";
        return new JoinOrder()
                .organisation(new JoinOrderOrganisation()
                        .registeredIn(RegisteredInInput.OTHER)
                        .identificationNumber(number())
                        .country("NC"))
                .person(new JoinOrderPerson()
                        .firstName("Kim")
                        .lastName("Verrier")
                        .email(email)
                        .emailConfirmation(email))
                .language(LanguageInput.EN);
    }

    private static PasswordChoice password() {
        return new PasswordChoice().password(PASSWORD).passwordConfirmation(PASSWORD);
    }

    private static Contacts contacts() {
        return new Contacts()
                .legalRepresentative(new ContactsLegalRepresentative().who(ContactsLegalRepresentative.WhoEnum.ME))
                .billingContact(new ContactChoice().who(ContactChoice.WhoEnum.LEGAL_REPRESENTATIVE));
    }

    private static Challenges challenges(ChallengeQuestions catalogue) {
        var chosen = catalogue.getQuestions();
        return new Challenges()
                .addQuestionsItem(challenge(chosen.get(0).getId(), "a blue rooster"))
                .addQuestionsItem(challenge(chosen.get(1).getId(), "aunt Soazig"))
                .addQuestionsItem(challenge(chosen.get(2).getId(), "in the canal"))
                .addQuestionsItem(challenge("What did we call the old car?", "Ferdinand"))
                .personalCode("40719382")
                .personalCodeConfirmation("40719382");
    }

    private static Challenge challenge(String question, String answer) {
        return new Challenge().question(question).answer(answer);
    }
}
