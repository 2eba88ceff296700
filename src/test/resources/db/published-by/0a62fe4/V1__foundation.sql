-- The words that a column may hold are a domain: PostgreSQL keeps its check, and reads that of a table anew for each
-- statement.
CREATE DOMAIN language_code AS text CHECK (VALUE IN ('fr', 'en'));
CREATE DOMAIN account_identifier AS text CHECK (VALUE ~ '^[A-HJ-NP-Z]{2}[0-9]{6}$');
CREATE DOMAIN account_state AS text CHECK (VALUE IN ('PENDING', 'ACTIVE', 'CLOSED'));
CREATE DOMAIN activation_step AS text CHECK (VALUE IN ('PASSWORD', 'CONTACTS', 'USERS', 'CHALLENGES', 'DONE'));
CREATE DOMAIN password_kind AS text CHECK (VALUE IN ('TEMPORARY', 'CHOSEN'));

-- Accounts: one person each. An e-mail address belongs to one account at most.
CREATE TABLE account (
    id uuid PRIMARY KEY,
    identifier account_identifier NOT NULL CONSTRAINT account_identifier_unique UNIQUE,
    email text NOT NULL,
    email_key text NOT NULL CONSTRAINT account_email_unique UNIQUE,
    first_name text NOT NULL,
    last_name text NOT NULL,
    phone text,
    language language_code NOT NULL,
    state account_state NOT NULL,
    -- where the activation wizard stands; DONE once the account is ACTIVE
    step activation_step NOT NULL,
    password_hash text NOT NULL,
    password_kind password_kind NOT NULL,
    -- a temporary password dies at this time, or when another one is chosen
    password_expires_at timestamptz,
    password_changed_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    activated_at timestamptz,
    CHECK (state = 'CLOSED' OR (state = 'PENDING') = (activated_at IS NULL)),
    CHECK ((password_kind = 'TEMPORARY') = (password_expires_at IS NOT NULL))
);

-- What a statement makes that must come to nothing where a password is not any more what it was.
CREATE DOMAIN password_unchanged AS boolean CONSTRAINT account_password_unchanged CHECK (VALUE);

-- What proves a person towards the emergency revocation and the support desk; never a way to sign in.
CREATE TABLE challenge_set (
    account_id uuid PRIMARY KEY REFERENCES account ON DELETE CASCADE,
    personal_code_hash text NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE TABLE challenge_question (
    account_id uuid NOT NULL REFERENCES challenge_set ON DELETE CASCADE,
    position smallint NOT NULL CHECK (position BETWEEN 1 AND 4),
    -- id of the catalogue, or null where the person wrote their own question
    catalogue_id text,
    own_question text,
    answer_hash text NOT NULL,
    PRIMARY KEY (account_id, position),
    CHECK ((catalogue_id IS NULL) <> (own_question IS NULL))
);

CREATE DOMAIN organisation_registered_in AS text CHECK (VALUE IN ('FRANCE', 'EUROPEAN_UNION', 'OTHER'));
CREATE DOMAIN organisation_type AS text CHECK (VALUE IN ('COMPANY', 'ADMINISTRATION', 'ASSOCIATION'));
CREATE DOMAIN country_code AS text CHECK (VALUE ~ '^[A-Z]{2}$');
CREATE DOMAIN organisation_state AS text CHECK (VALUE IN ('PENDING', 'ACTIVE'));

CREATE TABLE organisation (
    id uuid PRIMARY KEY,
    -- SIRET:…, VAT:… or ID:<country>:…, normalised: the same organisation registers once; null in France without SIRET
    number_key text CONSTRAINT organisation_number_unique UNIQUE,
    registered_in organisation_registered_in NOT NULL,
    siret text,
    vat_number text,
    identification_number text,
    type organisation_type NOT NULL,
    name text NOT NULL,
    phone text NOT NULL,
    fax text,
    address text NOT NULL,
    -- some countries have none
    postcode text,
    town text NOT NULL,
    region text NOT NULL,
    country country_code NOT NULL,
    state organisation_state NOT NULL,
    created_at timestamptz NOT NULL,
    activated_at timestamptz
);
CREATE INDEX organisation_pending ON organisation (created_at) WHERE state = 'PENDING';

CREATE DOMAIN verification_kind AS text CHECK (VALUE IN ('SIRET', 'VAT', 'NONE'));
CREATE DOMAIN verification_state AS text CHECK (VALUE IN ('UNVERIFIED', 'VERIFIED', 'CLOSED', 'NOT_PUBLIC', 'NOT_FOUND'));

-- What the directory or VIES said of an organisation's number, or when to ask again.
CREATE TABLE verification (
    organisation_id uuid PRIMARY KEY REFERENCES organisation ON DELETE CASCADE,
    kind verification_kind NOT NULL,
    number text NOT NULL,
    state verification_state NOT NULL,
    source text,
    detail jsonb,
    checked_at timestamptz,
    attempts int NOT NULL DEFAULT 0,
    next_attempt_at timestamptz,
    lease_until timestamptz,
    -- an answer that came later, of which the administrators have not been told
    news boolean NOT NULL DEFAULT false
);
CREATE INDEX verification_news ON verification (organisation_id) WHERE news;
CREATE INDEX verification_due ON verification (next_attempt_at) WHERE next_attempt_at IS NOT NULL;

CREATE DOMAIN member_roles AS text[] CHECK (
    VALUE <@ ARRAY['LEGAL_REPRESENTATIVE', 'BILLING_CONTACT', 'ADMINISTRATOR', 'CERTIFICATION_AGENT',
                   'TECHNICAL_CONTACT', 'USER']);
CREATE DOMAIN member_state AS text CHECK (VALUE IN ('INVITED', 'ACTIVE', 'DEACTIVATED'));

-- A person in an organisation.
CREATE TABLE member (
    -- as the organisation calls the person: that of the account is the same everywhere
    id uuid NOT NULL CONSTRAINT member_id_unique UNIQUE,
    organisation_id uuid NOT NULL REFERENCES organisation ON DELETE CASCADE,
    account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    roles member_roles NOT NULL,
    state member_state NOT NULL,
    -- the first administrator, who walks the long wizard
    founder boolean NOT NULL DEFAULT false,
    -- the account exists because of this invitation, and activating it accepts it
    made_account boolean NOT NULL DEFAULT false,
    invited_by uuid REFERENCES account ON DELETE SET NULL,
    -- what the organisation knows of who was invited, until they accept: what was typed
    invited_first_name text,
    invited_last_name text,
    invited_email text,
    invited_phone text,
    -- the group of the mails that invited them, and when these were last queued
    mails uuid,
    mailed_at timestamptz,
    -- since when they belong to it, or are invited
    created_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, account_id),
    CHECK (state = 'INVITED' OR invited_email IS NULL)
);
CREATE INDEX member_account ON member (account_id);

CREATE DOMAIN contact_kind AS text CHECK (VALUE IN ('LEGAL_REPRESENTATIVE', 'BILLING_CONTACT', 'ADMINISTRATIVE_CONTACT'));

-- Legal representative, billing and administrative contact: a member, or a person without an account.
CREATE TABLE contact (
    organisation_id uuid NOT NULL REFERENCES organisation ON DELETE CASCADE,
    kind contact_kind NOT NULL,
    account_id uuid REFERENCES account ON DELETE SET NULL,
    first_name text NOT NULL,
    last_name text NOT NULL,
    email text NOT NULL,
    phone text,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, kind)
);

CREATE DOMAIN registration_state AS text CHECK (VALUE IN ('DRAFT', 'SUBMITTED'));

-- The form of a registration while it is filled in, and what became of it. Found by the hash of a token that only the
-- visitor's browser or API client holds.
CREATE TABLE registration (
    id uuid PRIMARY KEY,
    token_hash bytea NOT NULL CONSTRAINT registration_token_unique UNIQUE,
    state registration_state NOT NULL,
    language language_code NOT NULL,
    version int NOT NULL DEFAULT 0,
    -- what has been typed, sealed: it holds names and addresses of people who are no customers yet
    draft bytea,
    reference text CONSTRAINT registration_reference_unique UNIQUE,
    organisation_id uuid REFERENCES organisation ON DELETE SET NULL,
    -- the account made by this registration; null where the address already had one
    account_id uuid REFERENCES account ON DELETE SET NULL,
    email text,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX registration_expiry ON registration (expires_at);

CREATE DOMAIN join_request_state AS text CHECK (VALUE IN ('OPEN', 'APPROVED', 'REFUSED', 'EXPIRED', 'REPEATED'));
CREATE DOMAIN join_request_asked AS text CHECK (VALUE IN ('ADMINISTRATORS', 'LEGAL_REPRESENTATIVE', 'OPERATOR'));

-- Somebody whose organisation is registered already asks to be let in. Its links are signed, so no token rests here.
CREATE TABLE join_request (
    id uuid PRIMARY KEY,
    -- null once an organisation that nobody activated is removed
    organisation_id uuid REFERENCES organisation ON DELETE SET NULL,
    organisation_name text NOT NULL,
    reference text NOT NULL,
    email text NOT NULL,
    email_key text NOT NULL,
    first_name text NOT NULL,
    last_name text NOT NULL,
    phone text,
    language language_code NOT NULL,
    -- REPEATED: asked again while there was an open one; whoever did so sees it as open, and nobody decides on it
    state join_request_state NOT NULL,
    -- who is asked now
    asked join_request_asked NOT NULL,
    asked_at timestamptz NOT NULL,
    roles member_roles,
    decided_by uuid REFERENCES account ON DELETE SET NULL,
    decided_at timestamptz,
    created_at timestamptz NOT NULL,
    CHECK ((state IN ('OPEN', 'REPEATED')) = (decided_at IS NULL))
);
CREATE UNIQUE INDEX join_request_once ON join_request (organisation_id, email_key) WHERE state = 'OPEN';
CREATE INDEX join_request_waiting ON join_request (asked_at) WHERE state = 'OPEN';
CREATE INDEX join_request_old ON join_request (coalesce(decided_at, created_at)) WHERE state <> 'OPEN';

CREATE DOMAIN session_kind AS text CHECK (VALUE IN ('ACTIVATION', 'OPEN'));
CREATE DOMAIN session_channel AS text CHECK (VALUE IN ('BROWSER', 'API'));

CREATE TABLE session (
    token_hash bytea PRIMARY KEY,
    id uuid NOT NULL UNIQUE,
    account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    organisation_id uuid REFERENCES organisation ON DELETE SET NULL,
    -- ACTIVATION is confined to the wizard
    kind session_kind NOT NULL,
    channel session_channel NOT NULL,
    device text,
    address text,
    created_at timestamptz NOT NULL,
    last_activity_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
) WITH (fillfactor = 70);
CREATE INDEX session_account ON session (account_id);
CREATE INDEX session_expiry ON session (expires_at);

-- One-time links: the mailed token's hash. Consumed by one UPDATE … WHERE used_at IS NULL.
CREATE TABLE recovery (
    token_hash bytea PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    -- when somebody first brought it although it had been used or was too old
    refused_at timestamptz
);
CREATE INDEX recovery_account ON recovery (account_id);
CREATE INDEX recovery_expiry ON recovery (expires_at);

CREATE DOMAIN recovery_request_kind AS text CHECK (VALUE IN ('IDENTIFIER', 'PASSWORD'));

-- Recoveries that were asked for. Worked on after the answer, so that it takes as long for somebody as for nobody.
CREATE TABLE recovery_request (
    id uuid PRIMARY KEY,
    kind recovery_request_kind NOT NULL,
    -- what was typed, or whose account it is; gone with the row, seconds later
    login text NOT NULL,
    address text NOT NULL,
    asked_at timestamptz NOT NULL,
    lease_until timestamptz NOT NULL
);
CREATE INDEX recovery_request_due ON recovery_request (lease_until);

-- Evaluated tries over every door. The key is a hash: of an account, or of a name that nobody has.
CREATE TABLE attempt (
    subject bytea PRIMARY KEY,
    -- those of the last day, never more than are allowed
    tries timestamptz[] NOT NULL,
    last_at timestamptz NOT NULL
);
CREATE INDEX attempt_age ON attempt (last_at);

CREATE DOMAIN mail_state AS text CHECK (VALUE IN ('QUEUED', 'SENT', 'DELAYED', 'REFUSED', 'CANCELLED'));

-- The outbox. A mail is a row in the transaction that causes it.
CREATE TABLE mail (
    id uuid PRIMARY KEY,
    -- what the reader can check on the anti-phishing page, and finds in the subject
    reference text NOT NULL,
    -- mails of one group to one recipient leave in this order
    group_id uuid NOT NULL,
    position smallint NOT NULL DEFAULT 0,
    occasion text NOT NULL,
    recipient text NOT NULL,
    recipient_key text NOT NULL,
    language language_code NOT NULL,
    content jsonb NOT NULL,
    -- what must not rest readable (a temporary password, a link's token); wiped once sent
    sealed bytea,
    state mail_state NOT NULL,
    -- why it is delayed or refused: a message id, and what the other server said
    reason text,
    answer text,
    -- claims so far; only the last claimant may say that it failed
    attempts int NOT NULL DEFAULT 0,
    -- how often it was put off although our own server could be reached
    deferrals int NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    next_attempt_at timestamptz NOT NULL,
    lease_until timestamptz,
    -- when somebody last asked that it be tried at once, which is no change of its state
    hurried_at timestamptz,
    sent_at timestamptz,
    changed_at timestamptz NOT NULL
) WITH (fillfactor = 80);
CREATE INDEX mail_due ON mail (next_attempt_at) WHERE state IN ('QUEUED', 'DELAYED');
CREATE INDEX mail_group ON mail (group_id, position);
CREATE INDEX mail_reference ON mail (reference);
CREATE INDEX mail_recipient ON mail (recipient_key, created_at);
-- For the sweep of old mails. A mail gets into it when it leaves, so queueing one does not pay for it.
CREATE INDEX mail_old ON mail (changed_at) WHERE state IN ('SENT', 'REFUSED', 'CANCELLED');

CREATE DOMAIN journal_outcome AS text CHECK (VALUE IN ('DONE', 'REFUSED'));

-- The journal: append-only. Rows are chained by hash in batches after they were written.
CREATE TABLE journal (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL,
    event text NOT NULL,
    account_id uuid,
    organisation_id uuid,
    subject text,
    address text,
    outcome journal_outcome NOT NULL,
    detail jsonb NOT NULL
);
CREATE INDEX journal_account ON journal (account_id, id);
CREATE INDEX journal_organisation ON journal (organisation_id, id);

-- Entries that no seal covers yet. A lower id may be committed after a higher one, so a high-water mark would miss some.
CREATE TABLE journal_unsealed (
    journal_id bigint PRIMARY KEY
);

-- For whoever writes an entry, in the same statement: what other hands put into the journal is sealed by nobody.
CREATE FUNCTION to_be_sealed(entry bigint) RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO journal_unsealed (journal_id) VALUES (entry);
    RETURN entry;
END $$;

-- The chain, in the order of sealing: hash = SHA-256(hash of the previous seal, sequence, entry).
CREATE TABLE journal_seal (
    sequence bigint PRIMARY KEY CHECK (sequence > 0),
    journal_id bigint NOT NULL UNIQUE REFERENCES journal,
    hash bytea NOT NULL CHECK (length(hash) = 32)
);

CREATE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is append-only';
END $$;
CREATE TRIGGER journal_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal
    FOR EACH STATEMENT EXECUTE FUNCTION journal_is_append_only();
CREATE TRIGGER journal_seal_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_seal
    FOR EACH STATEMENT EXECUTE FUNCTION journal_is_append_only();

CREATE DOMAIN idempotency_state AS text CHECK (VALUE IN ('RUNNING', 'ANSWERED'));

-- Answers to creating API calls, so that a repeated call is answered and not repeated.
CREATE TABLE idempotency (
    scope bytea NOT NULL,
    key text NOT NULL,
    request_hash bytea NOT NULL,
    state idempotency_state NOT NULL,
    status int,
    body bytea,
    created_at timestamptz NOT NULL,
    lease_until timestamptz NOT NULL,
    PRIMARY KEY (scope, key)
);
CREATE INDEX idempotency_age ON idempotency (created_at);
