-- When the form was submitted. Rows of earlier builds have no such time; the time at which the form was begun is shown
-- instead.
ALTER TABLE registration ADD COLUMN submitted_at timestamptz;
