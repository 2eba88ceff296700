-- Chunks whose bytes are objects of an S3-compatible store, named <document_id>/<position>. Written before the object and
-- deleted after it. No cascade: a document can be deleted only when its objects are.
CREATE TABLE document_object (
    document_id uuid NOT NULL REFERENCES document,
    position int NOT NULL,
    size int NOT NULL CHECK (size > 0),
    sha256 bytea NOT NULL CHECK (length(sha256) = 32),
    PRIMARY KEY (document_id, position)
);
