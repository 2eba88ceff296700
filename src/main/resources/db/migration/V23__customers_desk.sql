-- What the registration desk decided on an organisation. `decided_state` is the register's answer at that time: where it
-- has changed since, the desk looks again.
ALTER TABLE verification
    ADD COLUMN decision text CHECK (decision IN ('ACCEPTED', 'REFUSED')),
    ADD COLUMN decided_state text,
    -- for the customer
    ADD COLUMN decision_reason text,
    -- what the operator relied on; for the desk alone
    ADD COLUMN decision_evidence text,
    ADD COLUMN decided_by uuid REFERENCES account ON DELETE SET NULL,
    ADD COLUMN decided_at timestamptz,
    ADD CHECK ((decision IS NULL) = (decided_state IS NULL) AND (decision IS NULL) = (decided_at IS NULL));
-- Those that wait for the desk.
CREATE INDEX verification_at_desk ON verification (organisation_id)
    WHERE (state <> 'VERIFIED' OR decision = 'REFUSED') AND decided_state IS DISTINCT FROM state;

-- When the desk last asked the administrators again.
ALTER TABLE join_request ADD COLUMN reminded_at timestamptz;
CREATE INDEX join_request_at_desk ON join_request (created_at, id) WHERE state = 'OPEN';

-- Small letters without accents, words separated by single spaces: by it the desk finds organisations and people.
CREATE FUNCTION customers_text(typed text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT btrim(regexp_replace(
        replace(replace(replace(lower(regexp_replace(normalize(typed, NFKD), '[\u0300-\u036f]', '', 'g')),
            'œ', 'oe'), 'æ', 'ae'), 'ß', 'ss'),
        '[^[:alnum:]]+', ' ', 'g'))
$$;
CREATE INDEX organisation_at_desk ON organisation USING gin ((customers_text(name || ' ' || coalesce(siret, '') || ' '
    || coalesce(vat_number, '') || ' ' || coalesce(identification_number, ''))) gin_trgm_ops);
CREATE INDEX account_at_desk ON account USING gin ((customers_text(first_name || ' ' || last_name || ' ' || email || ' '
    || identifier)) gin_trgm_ops) WHERE state <> 'CLOSED';
