-- Members of complex values, which are kept as JSON, as values that compare: as columns of these types hold them.

-- A Decimal as text that sorts by its bytes as the numbers do: 0 and complements for negative ones, 1 for zero, 2, the exponent and the
-- significant digits for positive ones.
CREATE FUNCTION odata_decimal_order(digits text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE
    WHEN significant = '' THEN '1'
    WHEN negative THEN '0' || translate(scale || significant, '0123456789', '9876543210') || '~'
    ELSE '2' || scale || significant
  END
  FROM (SELECT negative, rtrim(ltrim(whole || fraction, '0'), '0') AS significant,
               lpad((5000 + length(whole) - (length(whole || fraction) - length(ltrim(whole || fraction, '0'))))::text, 4, '0') AS scale
        FROM (SELECT digits LIKE '-%' AS negative, split_part(ltrim(digits, '-'), '.', 1) AS whole, split_part(digits, '.', 2) AS fraction) AS parts) AS scaled
$$;

-- A Duration in units of 100 ns.
CREATE FUNCTION odata_duration_ticks(duration text) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT ((CASE parts[1] WHEN '-' THEN -1 ELSE 1 END) * (
    (((coalesce(parts[2], '0')::numeric * 24 + coalesce(parts[3], '0')::numeric) * 60 + coalesce(parts[4], '0')::numeric) * 60
      + coalesce(parts[5], '0')::numeric) * 10000000 + rpad(left(coalesce(parts[6], ''), 7), 7, '0')::numeric))::bigint
  FROM regexp_match(duration, '^(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d+))?S)?)?$', 'i') AS parts
$$;
