-- Requests that name a person who has no account here yet, by the person's address.
CREATE INDEX request_named_holder ON request (lower(holder_email))
    WHERE holder_id IS NULL AND holder_kind = 'PERSON' AND state NOT IN ('DRAFT', 'CANCELLED');
