-- When the form was submitted. Rows of earlier builds have no such time; theirs is the one at which the form was begun.
ALTER TABLE registration ADD COLUMN submitted_at timestamptz;
