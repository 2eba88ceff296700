-- A person who has registered and not yet proved their e-mail address. The account is written when they do, so that
-- nobody can occupy the address of another person. Several rows may have one address.
CREATE TABLE person_registration (
    id uuid PRIMARY KEY,
    token_hash bytea NOT NULL CONSTRAINT person_registration_token_unique UNIQUE,
    -- TAKEN: the address was proved, but an account had it already
    state text NOT NULL DEFAULT 'WAITING' CHECK (state IN ('WAITING', 'VERIFIED', 'TAKEN')),
    reference text NOT NULL CONSTRAINT person_registration_reference_unique UNIQUE,
    email text NOT NULL,
    email_key text NOT NULL,
    first_name text NOT NULL,
    last_name text NOT NULL,
    phone text,
    language text NOT NULL CHECK (language IN ('fr', 'en')),
    -- of the chosen password; null once it is that of the account
    password_hash text,
    -- the mailed code, authenticated with the portal's key; if no code was mailed, of none
    code_mac text NOT NULL,
    code_tries int NOT NULL DEFAULT 0,
    code_expires_at timestamptz NOT NULL,
    -- how often the address was corrected; mailed links name the number, and those of a former address are invalid
    corrections int NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    reminded_at timestamptz
);
CREATE INDEX person_registration_email ON person_registration (email_key);
CREATE INDEX person_registration_expiry ON person_registration (expires_at);
