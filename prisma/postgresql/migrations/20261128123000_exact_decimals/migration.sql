-- Decimals are computed by their digits, exactly. SQLite's functions of the same names give the same digits and raise the same errors.

CREATE FUNCTION odata_decimal_fit(result numeric) RETURNS text LANGUAGE plpgsql PARALLEL SAFE AS $$
BEGIN
  IF scale(result) > 2000 OR abs(result) >= 1e2000 THEN PERFORM odata_raise('The result does not fit Edm.Decimal.'); END IF;
  RETURN result::text;
END $$;

CREATE FUNCTION odata_decimal_add(a text, b text) RETURNS text LANGUAGE sql PARALLEL SAFE AS $$ SELECT odata_decimal_fit(a::numeric + b::numeric) $$;
CREATE FUNCTION odata_decimal_sub(a text, b text) RETURNS text LANGUAGE sql PARALLEL SAFE AS $$ SELECT odata_decimal_fit(a::numeric - b::numeric) $$;
CREATE FUNCTION odata_decimal_mul(a text, b text) RETURNS text LANGUAGE sql PARALLEL SAFE AS $$ SELECT odata_decimal_fit(a::numeric * b::numeric) $$;

CREATE FUNCTION odata_decimal_mod(a text, b text) RETURNS text LANGUAGE plpgsql PARALLEL SAFE AS $$
BEGIN
  IF b::numeric = 0 THEN PERFORM odata_raise('Division by zero.'); END IF;
  RETURN (a::numeric % b::numeric)::text;
END $$;

CREATE FUNCTION odata_decimal_neg(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT (-value::numeric)::text $$;
CREATE FUNCTION odata_decimal_round(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT round(value::numeric)::text $$;
CREATE FUNCTION odata_decimal_floor(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT floor(value::numeric)::text $$;
CREATE FUNCTION odata_decimal_ceiling(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT ceil(value::numeric)::text $$;

-- Without the fraction; null beyond the limits.
CREATE FUNCTION odata_decimal_to_int(digits text, low bigint, high bigint) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT odata_parse_int(split_part(digits, '.', 1), low, high) $$;
