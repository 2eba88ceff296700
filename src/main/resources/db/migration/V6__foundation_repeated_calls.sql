-- Headers that belong to a stored answer. Absent in an answer without them, and in answers of an earlier build.
ALTER TABLE idempotency
    ADD COLUMN location text,
    ADD COLUMN language text;

-- To whom the member handed the administration over, while the member is no administrator. A hand-over that is asked
-- for again is answered as before, although the member may not ask for one any more.
ALTER TABLE member ADD COLUMN handed_over_to uuid REFERENCES account ON DELETE SET NULL;

CREATE INDEX member_handed_over_to ON member (handed_over_to) WHERE handed_over_to IS NOT NULL;
