-- Doubles as IEEE 754 has them, but for NaN, which the other database has none of: operands may be infinite, a division of a Double by
-- zero is (OData-URL 4.01, section 5.1.1.2.5). A finite result that does not fit is an error, and so is NaN.
CREATE FUNCTION odata_finite(result float8, a float8, b float8) RETURNS float8 LANGUAGE plpgsql PARALLEL SAFE AS $$
BEGIN
  IF result = 'NaN' THEN PERFORM odata_raise('The result is not a number.'); END IF;
  IF abs(result) = 'Infinity' AND abs(a) < 'Infinity' AND abs(b) < 'Infinity' THEN PERFORM odata_raise('The result does not fit Edm.Double.'); END IF;
  RETURN result + 0;
END $$;

CREATE OR REPLACE FUNCTION odata_double_add(a float8, b float8) RETURNS float8 LANGUAGE plpgsql AS $$
DECLARE
  result float8;
BEGIN
  BEGIN
    result := a + b;
  EXCEPTION WHEN numeric_value_out_of_range THEN PERFORM odata_raise('The result does not fit Edm.Double.');
  END;
  RETURN odata_finite(result, a, b);
END $$;

CREATE OR REPLACE FUNCTION odata_double_sub(a float8, b float8) RETURNS float8 LANGUAGE plpgsql AS $$
DECLARE
  result float8;
BEGIN
  BEGIN
    result := a - b;
  EXCEPTION WHEN numeric_value_out_of_range THEN PERFORM odata_raise('The result does not fit Edm.Double.');
  END;
  RETURN odata_finite(result, a, b);
END $$;

CREATE OR REPLACE FUNCTION odata_double_mul(a float8, b float8) RETURNS float8 LANGUAGE plpgsql AS $$
DECLARE
  result float8;
BEGIN
  BEGIN
    result := a * b;
  EXCEPTION WHEN numeric_value_out_of_range THEN PERFORM odata_raise('The result does not fit Edm.Double.');
  END;
  RETURN odata_finite(result, a, b);
END $$;

CREATE OR REPLACE FUNCTION odata_double_div(a float8, b float8) RETURNS float8 LANGUAGE plpgsql AS $$
DECLARE
  result float8;
BEGIN
  IF a IS NOT NULL AND b = 0 THEN PERFORM odata_raise('Division by zero.'); END IF;
  BEGIN
    result := a / b;
  EXCEPTION WHEN numeric_value_out_of_range THEN PERFORM odata_raise('The result does not fit Edm.Double.');
  END;
  RETURN odata_finite(result, a, b);
END $$;

CREATE OR REPLACE FUNCTION odata_double_mod(a float8, b float8) RETURNS float8 LANGUAGE plpgsql PARALLEL SAFE AS $$
DECLARE
  rest float8 := abs(a);
  part float8 := abs(b);
BEGIN
  IF a IS NOT NULL AND b = 0 THEN PERFORM odata_raise('Division by zero.'); END IF;
  IF a IS NULL OR b IS NULL THEN RETURN NULL; END IF;
  IF a IN ('Infinity', '-Infinity', 'NaN') OR b = 'NaN' THEN PERFORM odata_raise('The result is not a number.'); END IF;
  -- Long division: every difference is exact.
  WHILE part <= rest - part LOOP part := part * 2; END LOOP;
  WHILE part >= abs(b) LOOP
    IF rest >= part THEN rest := rest - part; END IF;
    EXIT WHEN part = abs(b);
    part := part / 2;
  END LOOP;
  RETURN CASE WHEN a < 0 THEN 0 - rest ELSE rest END;
END $$;

CREATE FUNCTION odata_float_div(a float8, b float8) RETURNS float8 LANGUAGE plpgsql AS $$
BEGIN
  IF b = 0 AND a IS NOT NULL THEN
    IF a = 0 OR a = 'NaN' THEN PERFORM odata_raise('The result is not a number.'); END IF;
    RETURN CASE WHEN a > 0 THEN 'Infinity'::float8 ELSE '-Infinity'::float8 END;
  END IF;
  RETURN odata_double_div(a, b);
END $$;

CREATE FUNCTION odata_float_mod(a float8, b float8) RETURNS float8 LANGUAGE plpgsql PARALLEL SAFE AS $$
BEGIN
  IF b = 0 AND a IS NOT NULL THEN PERFORM odata_raise('The result is not a number.'); END IF;
  RETURN odata_double_mod(a, b);
END $$;

-- A sum over rows: nothing tells whether it is infinite because an item was, or because it does not fit.
CREATE FUNCTION odata_double_total(a float8, b float8) RETURNS float8 LANGUAGE plpgsql AS $$
BEGIN
  IF a IN ('Infinity', '-Infinity', 'NaN') OR b IN ('Infinity', '-Infinity', 'NaN') THEN PERFORM odata_raise('The result does not fit Edm.Double.'); END IF;
  RETURN odata_double_add(a, b);
END $$;
