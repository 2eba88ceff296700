-- The lists of the desk read each state, and each product in it, up to the length of a page. The figures count.
CREATE INDEX request_desk_state ON request (state, state_since, id)
    WHERE state IN ('REGISTERED', 'DOCUMENTS_MISSING', 'IN_REVIEW');
CREATE INDEX request_desk_product ON request (product, state, state_since, id)
    WHERE state IN ('REGISTERED', 'DOCUMENTS_MISSING', 'IN_REVIEW');
CREATE INDEX request_desk_submitted ON request (submitted_at)
    WHERE state IN ('REGISTERED', 'DOCUMENTS_MISSING', 'IN_REVIEW');
-- The highest numbers first. An expression, because for an order by the number itself PostgreSQL prefers the unique index
-- of all numbers, and walks through it until it has met a page of a rare state.
CREATE INDEX request_state_number ON request (state, (- number)) WHERE state <> 'DRAFT';
CREATE INDEX request_product_number ON request (product, state, (- number)) WHERE state <> 'DRAFT';
-- Claims of decided requests stay.
CREATE INDEX desk_claim_mine ON desk_claim (operator_id, acted_at);
DROP INDEX desk_claim_operator;
