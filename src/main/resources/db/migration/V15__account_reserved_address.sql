ALTER TABLE email_change
    ADD COLUMN former_key text GENERATED ALWAYS AS (lower(former_email COLLATE "C")) STORED;

-- An address is reserved while a link can undo its change: as long as the hash of that link is here. The hash is removed
-- when another account asks for the address and the time of the link is over.
CREATE INDEX email_change_reserved ON email_change (former_key)
    WHERE state = 'CONFIRMED' AND undo_token_hash IS NOT NULL;

CREATE FUNCTION account_email_is_not_reserved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM email_change
               WHERE former_key = NEW.email_key AND account_id <> NEW.id
                 AND state = 'CONFIRMED' AND undo_token_hash IS NOT NULL) THEN
        RAISE EXCEPTION 'The e-mail address is reserved for another account'
            USING ERRCODE = 'unique_violation', CONSTRAINT = 'account_email_unique';
    END IF;
    RETURN NULL;
END $$;

-- AFTER: the unique index has waited for a concurrent change of the address, whose row is visible here then.
CREATE TRIGGER account_email_reserved AFTER INSERT OR UPDATE OF email_key ON account
    FOR EACH ROW EXECUTE FUNCTION account_email_is_not_reserved();
