-- What a signed-in person typed into a form and has not sent, encrypted: it holds names and addresses of other people.
CREATE TABLE draft (
    account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    -- the organisation that the person acted for; the account's own id where there is none
    scope uuid NOT NULL,
    -- the address that the form is sent to
    form text NOT NULL,
    fields bytea NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, scope, form)
);
CREATE INDEX draft_expiry ON draft (expires_at);

-- Answers and codes of a form that had an error elsewhere, encrypted. They end with the session that typed them.
CREATE TABLE draft_secret (
    session_id uuid NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    form text NOT NULL,
    secrets bytea NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (session_id, form)
);
CREATE INDEX draft_secret_expiry ON draft_secret (expires_at);
