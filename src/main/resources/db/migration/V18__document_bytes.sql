-- Documents that people hand in. Who needs one keeps its id; a document that nobody keeps is deleted by a sweep.
CREATE TABLE document (
    id uuid PRIMARY KEY,
    state text NOT NULL CHECK (state IN ('UPLOADING', 'WHOLE', 'KEPT', 'DISCARDED')),
    changed_at timestamptz NOT NULL,
    -- found in the content, as soon as the document is whole
    media_type text,
    size int CHECK (size > 0),
    sha256 bytea CHECK (length(sha256) = 32),
    -- NOT_SCANNED is never taken for CLEAN
    scan text CHECK (scan IN ('NOT_SCANNED', 'CLEAN')),
    CHECK (state IN ('UPLOADING', 'DISCARDED')
           OR media_type IS NOT NULL AND size IS NOT NULL AND sha256 IS NOT NULL AND scan IS NOT NULL)
);
CREATE INDEX document_loose ON document (changed_at) WHERE state <> 'KEPT';

CREATE TABLE document_chunk (
    document_id uuid NOT NULL REFERENCES document ON DELETE CASCADE,
    position int NOT NULL,
    bytes bytea NOT NULL CHECK (length(bytes) > 0),
    PRIMARY KEY (document_id, position)
);
-- Pictures and PDF are compressed already.
ALTER TABLE document_chunk ALTER COLUMN bytes SET STORAGE EXTERNAL;
