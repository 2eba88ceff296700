ALTER TABLE account
    -- when the account was last locked; browsers that were known before, and links mailed before, are void
    ADD COLUMN locked_at timestamptz,
    -- the password that the lock has voided: it must not be chosen again; null once another one was chosen
    ADD COLUMN voided_password_hash text,
    -- the first sign-in; no mail tells of a new browser then
    ADD COLUMN signed_in_at timestamptz;

UPDATE account SET signed_in_at = activated_at WHERE activated_at IS NOT NULL;
