-- substring: a negative start counts from the end, a negative length is an error (OData-URL 4.01, section 5.1.1.5.7).
CREATE OR REPLACE FUNCTION odata_substring(value text, start bigint) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF start < 0 THEN RETURN right(value, least(-(start + 1), 2147483646)::integer + 1); END IF;
  RETURN substr(value, (least(start, 2147483646) + 1)::integer);
END $$;

CREATE OR REPLACE FUNCTION odata_substring(value text, start bigint, count bigint) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  RETURN substr(odata_substring(value, start), 1, least(count, 2147483647)::integer);
END $$;

-- Where the length is not known to be none below zero. VOLATILE and not STRICT, as all that raises an error.
CREATE FUNCTION odata_checked_substring(value text, start bigint, count bigint) RETURNS text LANGUAGE plpgsql PARALLEL SAFE AS $$
BEGIN
  IF value IS NULL OR start IS NULL THEN RETURN NULL; END IF;
  IF count < 0 THEN PERFORM odata_raise('The length of a substring is less than zero.'); END IF;
  RETURN odata_substring(value, start, count);
END $$;

-- A cast of text without an offset takes it for UTC (section 5.1.1.10.1, rule 11).
CREATE OR REPLACE FUNCTION odata_parse_datetimeoffset(value text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF odata_instant(value) IS NOT NULL THEN RETURN value; END IF;
  RETURN CASE WHEN odata_instant(value || 'Z') IS NOT NULL THEN value || 'Z' END;
END $$;

-- NaN, which the other database has none of, stays null.
CREATE OR REPLACE FUNCTION odata_parse_double(value text) RETURNS float8 LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
  result float8;
BEGIN
  IF value IN ('INF', '-INF') THEN RETURN replace(value, 'INF', 'Infinity')::float8; END IF;
  IF value !~ '^[+-]?[0-9]+([.][0-9]+)?([eE][+-]?[0-9]+)?$' THEN RETURN NULL; END IF;
  result := value::float8 + 0;
  RETURN CASE WHEN result = 0 AND value ~ '^[^eE]*[1-9]' THEN NULL ELSE result END;
EXCEPTION WHEN numeric_value_out_of_range THEN
  RETURN NULL;
END $$;
