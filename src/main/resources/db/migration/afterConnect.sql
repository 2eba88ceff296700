-- Flyway runs this on each of its connections. Its lock is a transaction that stays idle while a migration runs, and no
-- time-out may end it.
SET idle_in_transaction_session_timeout = 0;
