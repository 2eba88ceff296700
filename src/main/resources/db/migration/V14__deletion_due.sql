ALTER TABLE account
    -- when the account is deleted because its owner has asked for it; null if they have not
    ADD COLUMN deletion_due_at timestamptz,
    -- when the mail was queued that reminds of the deletion
    ADD COLUMN deletion_reminded_at timestamptz,
    -- when the account was deleted: the row has no names and no address any more, and keeps the identifier, which nobody
    -- gets again
    ADD COLUMN closed_at timestamptz;

CREATE INDEX account_deletion_due ON account (deletion_due_at) WHERE deletion_due_at IS NOT NULL;
