CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;

CREATE SEQUENCE request_number AS int;

-- Requests for certificates. The number is never given again, whatever becomes of the request.
CREATE TABLE request (
    id uuid PRIMARY KEY,
    number int NOT NULL CONSTRAINT request_number_unique UNIQUE,
    -- code of the catalogue
    product text NOT NULL,
    -- null where a person orders without an organisation
    organisation_id uuid REFERENCES organisation,
    ordered_by uuid NOT NULL REFERENCES account,
    -- shown in lists: name and town of the organisation when it ordered
    establishment text,
    holder_kind text NOT NULL CHECK (holder_kind IN ('ME', 'PERSON', 'SERVICE')),
    -- the holder's account, as soon as the holder has one here
    holder_id uuid REFERENCES account ON DELETE SET NULL,
    holder_first_name text,
    holder_last_name text,
    holder_email text,
    holder_phone text,
    -- of a server or service
    holder_name text,
    -- when the person to be named has confirmed the own data; for ME at once
    holder_confirmed_at timestamptz,
    months int CHECK (months > 0),
    note text,
    language text NOT NULL CHECK (language IN ('fr', 'en')),
    state text NOT NULL CHECK (state IN ('DRAFT', 'REGISTERED', 'DOCUMENTS_MISSING', 'IN_REVIEW', 'ACCEPTED',
                                         'APPOINTMENT', 'ISSUED', 'COLLECTED', 'REFUSED', 'CANCELLED')),
    state_since timestamptz NOT NULL,
    -- why the desk refused it: a code of the catalogue or a typed text
    refusal_code text,
    refusal_text text,
    -- raised by each change, so that two editors notice each other
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    submitted_at timestamptz,
    changed_at timestamptz NOT NULL,
    -- number, holder, establishment and product, without accents, in small letters
    search text NOT NULL,
    -- name of the holder, last name first, without accents, in small letters: lists are sorted by it
    holder_key text COLLATE "C" NOT NULL DEFAULT '',
    CHECK ((holder_kind = 'SERVICE') OR holder_name IS NULL),
    CHECK (state IN ('DRAFT', 'CANCELLED') OR submitted_at IS NOT NULL)
);
-- A list reads from each state as many rows as a page has.
CREATE INDEX request_orderer ON request (ordered_by, state, number);
CREATE INDEX request_orderer_alone ON request (ordered_by, state, number) WHERE organisation_id IS NULL;
CREATE INDEX request_holder ON request (holder_id, state, number) WHERE holder_id IS NOT NULL;
CREATE INDEX request_organisation ON request (organisation_id, state, number) WHERE organisation_id IS NOT NULL;
CREATE INDEX request_organisation_holder ON request (organisation_id, state, holder_key, (- number))
    WHERE organisation_id IS NOT NULL;
CREATE INDEX request_at_desk ON request (state_since, id) WHERE state IN ('REGISTERED', 'DOCUMENTS_MISSING', 'IN_REVIEW');
CREATE INDEX request_draft ON request (changed_at) WHERE state = 'DRAFT';
-- The first column belongs to searches in one organisation; no other index has its expression.
CREATE INDEX request_search ON request USING gin ((organisation_id::text), search gin_trgm_ops);

-- The states that a request has had: the timeline, and the usual delays.
CREATE TABLE request_state (
    request_id uuid NOT NULL REFERENCES request ON DELETE CASCADE,
    position int NOT NULL,
    state text NOT NULL,
    since timestamptz NOT NULL,
    -- when the next state began; null for the present one
    until timestamptz,
    -- null: the portal itself
    account_id uuid REFERENCES account,
    PRIMARY KEY (request_id, position)
);
CREATE INDEX request_state_delay ON request_state (state, until) WHERE until IS NOT NULL;

-- What people of the organisation have said to a request whose product asks for approvals.
CREATE TABLE request_approval (
    request_id uuid NOT NULL REFERENCES request ON DELETE CASCADE,
    account_id uuid NOT NULL REFERENCES account,
    role text NOT NULL,
    approved boolean NOT NULL,
    note text,
    decided_at timestamptz NOT NULL,
    PRIMARY KEY (request_id, account_id)
);

-- The checklist of supporting documents. A replaced document keeps its row; only the last of a kind counts.
CREATE TABLE request_document (
    id uuid PRIMARY KEY,
    request_id uuid NOT NULL REFERENCES request ON DELETE CASCADE,
    -- code of the catalogue
    kind text NOT NULL,
    state text NOT NULL CHECK (state IN ('RECEIVED', 'ACCEPTED', 'REFUSED', 'REPLACED')),
    file_name text NOT NULL,
    media_type text NOT NULL,
    size int NOT NULL CHECK (size > 0),
    sha256 bytea NOT NULL CHECK (length(sha256) = 32),
    -- NOT_SCANNED is never taken for CLEAN
    scan text NOT NULL CHECK (scan IN ('NOT_SCANNED', 'CLEAN')),
    uploaded_by uuid NOT NULL REFERENCES account,
    uploaded_at timestamptz NOT NULL,
    decided_by uuid REFERENCES account,
    decided_at timestamptz,
    refusal_code text,
    refusal_text text,
    CHECK ((state IN ('ACCEPTED', 'REFUSED')) <= (decided_at IS NOT NULL))
);
CREATE UNIQUE INDEX request_document_current ON request_document (request_id, kind) WHERE state <> 'REPLACED';
