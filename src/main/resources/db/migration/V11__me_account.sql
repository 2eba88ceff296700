ALTER TABLE session
    -- when the person last proved the password in this session; null after a sign-in by a mailed link
    ADD COLUMN proved_at timestamptz;

ALTER TABLE ended_session
    -- the reason, where nodes of an older version do not know it; they read ENDED in the column reason
    ADD COLUMN cause text;

-- Changes of an account's e-mail address. A change takes effect when the link in the mail to the new address is used.
CREATE TABLE email_change (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    new_email text NOT NULL,
    token_hash bytea NOT NULL CONSTRAINT email_change_token_unique UNIQUE,
    asked_at timestamptz NOT NULL,
    -- when a mail with the link was last queued
    mailed_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    state text NOT NULL CHECK (state IN ('PENDING', 'CONFIRMED', 'CANCELLED', 'UNDONE')),
    -- set by the confirmation: what the link in the mail to the former address restores
    confirmed_at timestamptz,
    former_email text,
    undo_token_hash bytea CONSTRAINT email_change_undo_unique UNIQUE,
    undo_until timestamptz,
    CHECK ((confirmed_at IS NULL) = (state IN ('PENDING', 'CANCELLED')))
);
CREATE UNIQUE INDEX email_change_pending ON email_change (account_id) WHERE state = 'PENDING';
CREATE INDEX email_change_account ON email_change (account_id, confirmed_at);
CREATE INDEX email_change_old ON email_change (asked_at);
