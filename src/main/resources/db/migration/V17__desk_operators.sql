-- Works at the registration desk; belongs to no organisation.
ALTER TABLE account ADD COLUMN operator boolean NOT NULL DEFAULT false;

-- Who has a request on the desk. A claim without an act for some time counts no more.
CREATE TABLE desk_claim (
    request_id uuid PRIMARY KEY REFERENCES request ON DELETE CASCADE,
    operator_id uuid NOT NULL REFERENCES account,
    claimed_at timestamptz NOT NULL,
    acted_at timestamptz NOT NULL
);
CREATE INDEX desk_claim_operator ON desk_claim (operator_id);

-- The holder's identity was checked face to face.
CREATE TABLE desk_face_to_face (
    request_id uuid PRIMARY KEY REFERENCES request ON DELETE CASCADE,
    -- name and e-mail address of the holder at that time: it counts for no other holder
    holder text NOT NULL,
    met_by text NOT NULL,
    met_on date NOT NULL,
    place text NOT NULL,
    identity_document text NOT NULL
        CHECK (identity_document IN ('IDENTITY_CARD', 'PASSPORT', 'RESIDENCE_PERMIT')),
    -- number of the identity document, encrypted
    sealed_number bytea NOT NULL,
    operator_id uuid NOT NULL REFERENCES account,
    recorded_at timestamptz NOT NULL
);

-- Who has accepted a request. Deleted when a document is refused: it was an acceptance of other documents.
CREATE TABLE desk_acceptance (
    request_id uuid NOT NULL REFERENCES request ON DELETE CASCADE,
    operator_id uuid NOT NULL REFERENCES account,
    accepted_at timestamptz NOT NULL,
    PRIMARY KEY (request_id, operator_id)
);

-- The queue: those to be checked first, the oldest first.
CREATE INDEX request_desk_queue ON request ((state <> 'IN_REVIEW'), state_since, id)
    WHERE state IN ('REGISTERED', 'DOCUMENTS_MISSING', 'IN_REVIEW');
-- The figures of the desk.
CREATE INDEX request_submitted ON request (submitted_at) WHERE submitted_at IS NOT NULL;
CREATE INDEX request_document_decided ON request_document (decided_at) WHERE decided_at IS NOT NULL;
CREATE INDEX request_refused ON request (state_since) WHERE state = 'REFUSED';

-- The last mail to a customer whose documents are missing, and how many there were.
CREATE TABLE desk_reminder (
    request_id uuid PRIMARY KEY REFERENCES request ON DELETE CASCADE,
    sent_at timestamptz NOT NULL,
    number int NOT NULL
);
