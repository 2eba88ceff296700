-- What the authority has checked. A row is never deleted; a wrong one is withdrawn.
CREATE TABLE validation (
    id uuid PRIMARY KEY,
    thing text NOT NULL CHECK (thing IN ('ORGANISATION', 'DOMAIN', 'MAILBOX', 'PERSON')),
    -- id of the organisation; in small letters the domain, the address, or the person's name and address
    subject text NOT NULL,
    -- the subject as it is shown
    label text NOT NULL,
    method text NOT NULL,
    -- a reference, never the number of an identity document; null: the check face to face of the request
    evidence text,
    -- how long it may be reused is a rule that changes with time, so only the day of the check is stored
    checked_on date NOT NULL,
    request_id uuid NOT NULL REFERENCES request,
    recorded_by uuid NOT NULL REFERENCES account,
    recorded_at timestamptz NOT NULL,
    withdrawn_by uuid REFERENCES account,
    withdrawn_at timestamptz,
    -- null: replaced by another check face to face of the same request
    withdrawal_reason text,
    CHECK (evidence IS NOT NULL OR method = 'FACE_TO_FACE'),
    CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL)),
    CHECK (withdrawn_at IS NOT NULL OR withdrawal_reason IS NULL)
);
CREATE INDEX validation_subject ON validation (thing, subject);
CREATE INDEX validation_request ON validation (request_id);
