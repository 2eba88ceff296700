-- The texts of the terms of use as first published. A node whose files differ does not start.
CREATE TABLE terms_text (
    version text NOT NULL,
    language text NOT NULL,
    sha256 text NOT NULL CHECK (length(sha256) = 64),
    effective_from timestamptz NOT NULL,
    published_at timestamptz NOT NULL,
    PRIMARY KEY (version, language)
);

-- Who accepted which text: append-only. The account may be deleted; the acceptance stays as evidence.
CREATE TABLE terms_acceptance (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL,
    version text NOT NULL,
    language text NOT NULL,
    sha256 text NOT NULL CHECK (length(sha256) = 64),
    accepted_at timestamptz NOT NULL,
    address text NOT NULL,
    session_id uuid NOT NULL,
    UNIQUE (account_id, version),
    FOREIGN KEY (version, language) REFERENCES terms_text
);

CREATE FUNCTION terms_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'published terms and acceptances are append-only';
END $$;
CREATE TRIGGER terms_text_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON terms_text
    FOR EACH STATEMENT EXECUTE FUNCTION terms_are_append_only();
CREATE TRIGGER terms_acceptance_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON terms_acceptance
    FOR EACH STATEMENT EXECUTE FUNCTION terms_are_append_only();

-- The version that the person accepted last, read with the session.
ALTER TABLE account ADD COLUMN terms_version text;
