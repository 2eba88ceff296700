-- Jobs without a table of their own. A job is a row in the transaction that causes it; a recurring duty is one row.
-- Mails, register checks and requests for recovery stay rows of their own tables, which have the same columns.
CREATE TABLE work (
    kind text NOT NULL,
    -- the row that the job is about; all zeros for a recurring duty
    subject uuid NOT NULL,
    -- absent where the job was given up
    due_at timestamptz,
    lease_until timestamptz,
    -- claims since the job was added or, of a duty, since it last succeeded
    attempts int NOT NULL DEFAULT 0,
    last_error text,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (kind, subject)
) WITH (fillfactor = 80);
CREATE INDEX work_due ON work (kind, due_at) WHERE due_at IS NOT NULL;
