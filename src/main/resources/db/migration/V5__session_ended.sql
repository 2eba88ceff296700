-- Why a session has ended, by the hash of its token, so that the browser that still has the token can be told. The
-- session itself is deleted: a node of an older version must not find it.
CREATE TABLE ended_session (
    token_hash bytea PRIMARY KEY,
    reason text NOT NULL,
    ended_at timestamptz NOT NULL
);
CREATE INDEX ended_session_at ON ended_session (ended_at);
