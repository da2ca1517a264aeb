-- load.sql: puts answers of `claimmap extract` into PostgreSQL with PostGIS, a row a claim.
--
--     psql -d news -f load.sql <answers/00000.ndjson
--
-- All of a file or nothing. Articles are told apart by the `id` that their lines had; an article that
-- is loaded again replaces its claims, so that a part can be loaded twice. Several psql may load
-- different parts at once. Lines that failed are left out: they say why in the files.
\set ON_ERROR_STOP on
\set QUIET on
SET client_min_messages = warning;
-- Sessions that start together wait for the one that makes the table.
SELECT pg_advisory_lock(7233174) \g /dev/null
CREATE EXTENSION IF NOT EXISTS postgis;
CREATE TABLE IF NOT EXISTS stream_claims (
    article text NOT NULL,
    id text NOT NULL,
    claim_id text NOT NULL,
    event_group text,
    event_type text,
    modality text,
    polarity text,
    source_name text,
    place_name text,
    gazetteer_id text,
    geo_precision integer,
    confidence double precision,
    draw text,
    quote text,
    properties jsonb NOT NULL,
    geom geometry(Point, 4326),
    PRIMARY KEY (article, id)
);
CREATE INDEX IF NOT EXISTS stream_claims_geom ON stream_claims USING gist (geom);
SELECT pg_advisory_unlock(7233174) \g /dev/null
BEGIN;
CREATE TEMP TABLE answers (answer jsonb) ON COMMIT DROP;
-- Whole lines: neither of the two characters stands in JSON.
\copy answers FROM pstdin (FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02')
ANALYZE answers;
DELETE FROM stream_claims WHERE article IN (SELECT answer ->> 'id' FROM answers);
INSERT INTO stream_claims
SELECT answer ->> 'id', claim ->> 'id', claim ->> 'claim_id', claim ->> 'event_group',
       claim ->> 'event_type', claim ->> 'modality', claim ->> 'polarity',
       claim -> 'source' ->> 'name', claim -> 'place' ->> 'name',
       claim -> 'place' ->> 'gazetteer_id', (claim ->> 'geo_precision')::integer,
       (claim ->> 'confidence')::double precision, claim ->> 'draw', claim -> 'quote' ->> 'text',
       claim,
       ST_SetSRID(ST_MakePoint((claim -> 'place' ->> 'lon')::double precision,
                               (claim -> 'place' ->> 'lat')::double precision), 4326)
FROM answers, jsonb_array_elements(answer -> 'claims') AS claim;
COMMIT;
