-- The result of a creating call, written in the transaction of its effect: a repetition whose first answer was lost
-- finds it.
CREATE TABLE effect (
    -- derived from the caller, the operation, the Idempotency-Key and the body
    call bytea PRIMARY KEY,
    -- encrypted, because it may contain a token
    result bytea NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE INDEX effect_age ON effect (created_at);

-- The outcome of an earlier attempt is unknown: it died, or its COMMIT was not confirmed.
ALTER TABLE idempotency ADD COLUMN taken_over boolean NOT NULL DEFAULT false;
