-- Entries about a person by somebody else: the subject is the id of the person's account. An entry without a subject
-- costs nothing here.
CREATE INDEX journal_subject ON journal (subject, id) WHERE subject IS NOT NULL;
