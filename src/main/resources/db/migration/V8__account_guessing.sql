-- networks[i] is the hash of the network that tries[i] came from. Older nodes write tries without a network.
ALTER TABLE attempt
    ADD COLUMN networks bigint[] NOT NULL DEFAULT '{}',
    -- whose tries these are, if the subject is an account; no foreign key, so that it costs the same without account
    ADD COLUMN account_id uuid,
    -- when the owner was last told of wrong tries
    ADD COLUMN warned_at timestamptz;

-- For the duty that warns owners. Does not name account_id, so that a try costs the same with and without account.
CREATE INDEX attempt_many ON attempt (cardinality(tries)) WHERE cardinality(tries) >= 5;

-- Programs in which the account's owner has signed in before.
CREATE TABLE device (
    token_hash bytea PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    -- the last sign-in that sent the token; null until the first one
    used_at timestamptz,
    expires_at timestamptz NOT NULL
);
CREATE INDEX device_account ON device (account_id);
CREATE INDEX device_expiry ON device (expires_at);

-- Mailed links that open a session once.
CREATE TABLE sign_in_link (
    token_hash bytea PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    mailed_at timestamptz NOT NULL,
    -- moves on when the link is asked for again
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    -- when the link was first opened after it had been used or had expired
    refused_at timestamptz
);
CREATE INDEX sign_in_link_account ON sign_in_link (account_id);
CREATE INDEX sign_in_link_expiry ON sign_in_link (expires_at);

ALTER TABLE recovery_request
    DROP CONSTRAINT recovery_request_kind_check,
    ADD CONSTRAINT recovery_request_kind_check CHECK (kind IN ('IDENTIFIER', 'PASSWORD', 'SIGN_IN_LINK'));
