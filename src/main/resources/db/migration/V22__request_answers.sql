-- What the holder answered.
ALTER TABLE request
    -- the name as ordered, where the holder has corrected it
    ADD COLUMN holder_ordered_name text,
    -- counts only while holder_confirmed_at is null
    ADD COLUMN holder_declined_at timestamptz,
    ADD COLUMN holder_decline_reason text;

-- Requests that may wait for approvals, of all organisations.
CREATE INDEX request_registered ON request (product) WHERE state = 'REGISTERED';

-- When a member was last mailed about requests that wait for an approval: at most once a day.
CREATE TABLE request_approval_mail (
    account_id uuid PRIMARY KEY REFERENCES account ON DELETE CASCADE,
    sent_at timestamptz NOT NULL
);
