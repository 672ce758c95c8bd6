-- The functions that evaluating OData expressions needs (src/storage/sql/functions.ts). SQLite's twins of the same names are
-- src/storage/sql/sqlite-functions.ts; a test runs the same cases on both.
-- What can raise an error is VOLATILE and in plpgsql: the planner must not evaluate it before the rows, nor where a CASE
-- never gets to. Those functions are not STRICT either: their arguments are evaluated even where one of them is null.
-- What catches an error is not PARALLEL SAFE: a worker cannot start a subtransaction.

CREATE FUNCTION odata_raise(message text) RETURNS void LANGUAGE plpgsql PARALLEL SAFE AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'OD400', MESSAGE = message;
END $$;

-- Integers and durations: 64 bits wide; a wider result is an error, as is division by zero.
CREATE FUNCTION odata_int_add(a bigint, b bigint) RETURNS bigint LANGUAGE plpgsql PARALLEL SAFE AS $$
DECLARE
  result numeric := a::numeric + b;
BEGIN
  IF result < -9223372036854775808 OR result > 9223372036854775807 THEN PERFORM odata_raise('The result does not fit Edm.Int64.'); END IF;
  RETURN result;
END $$;

CREATE FUNCTION odata_int_sub(a bigint, b bigint) RETURNS bigint LANGUAGE plpgsql PARALLEL SAFE AS $$
DECLARE
  result numeric := a::numeric - b;
BEGIN
  IF result < -9223372036854775808 OR result > 9223372036854775807 THEN PERFORM odata_raise('The result does not fit Edm.Int64.'); END IF;
  RETURN result;
END $$;

CREATE FUNCTION odata_int_mul(a bigint, b bigint) RETURNS bigint LANGUAGE plpgsql PARALLEL SAFE AS $$
DECLARE
  result numeric := a::numeric * b;
BEGIN
  IF result < -9223372036854775808 OR result > 9223372036854775807 THEN PERFORM odata_raise('The result does not fit Edm.Int64.'); END IF;
  RETURN result;
END $$;

CREATE FUNCTION odata_int_div(a bigint, b bigint) RETURNS bigint LANGUAGE plpgsql PARALLEL SAFE AS $$
BEGIN
  IF a IS NOT NULL AND b = 0 THEN PERFORM odata_raise('Division by zero.'); END IF;
  IF b = -1 AND a < -9223372036854775807 THEN PERFORM odata_raise('The result does not fit Edm.Int64.'); END IF;
  RETURN a / b;
END $$;

CREATE FUNCTION odata_int_neg(a bigint) RETURNS bigint LANGUAGE plpgsql PARALLEL SAFE AS $$
DECLARE
  result numeric := -a::numeric;
BEGIN
  IF result < -9223372036854775808 OR result > 9223372036854775807 THEN PERFORM odata_raise('The result does not fit Edm.Int64.'); END IF;
  RETURN result;
END $$;

CREATE FUNCTION odata_duration_add(a bigint, b bigint) RETURNS bigint LANGUAGE plpgsql PARALLEL SAFE AS $$
DECLARE
  result numeric := a::numeric + b;
BEGIN
  IF result < -9223372036854775808 OR result > 9223372036854775807 THEN PERFORM odata_raise('The result does not fit Edm.Duration.'); END IF;
  RETURN result;
END $$;

CREATE FUNCTION odata_duration_sub(a bigint, b bigint) RETURNS bigint LANGUAGE plpgsql PARALLEL SAFE AS $$
DECLARE
  result numeric := a::numeric - b;
BEGIN
  IF result < -9223372036854775808 OR result > 9223372036854775807 THEN PERFORM odata_raise('The result does not fit Edm.Duration.'); END IF;
  RETURN result;
END $$;

CREATE FUNCTION odata_duration_mul_int(a bigint, b bigint) RETURNS bigint LANGUAGE plpgsql PARALLEL SAFE AS $$
DECLARE
  result numeric := a::numeric * b;
BEGIN
  IF result < -9223372036854775808 OR result > 9223372036854775807 THEN PERFORM odata_raise('The result does not fit Edm.Duration.'); END IF;
  RETURN result;
END $$;

CREATE FUNCTION odata_duration_div_int(a bigint, b bigint) RETURNS bigint LANGUAGE plpgsql PARALLEL SAFE AS $$
BEGIN
  IF a IS NOT NULL AND b = 0 THEN PERFORM odata_raise('Division by zero.'); END IF;
  IF b = -1 AND a < -9223372036854775807 THEN PERFORM odata_raise('The result does not fit Edm.Duration.'); END IF;
  RETURN a / b;
END $$;

CREATE FUNCTION odata_duration_neg(a bigint) RETURNS bigint LANGUAGE plpgsql PARALLEL SAFE AS $$
DECLARE
  result numeric := -a::numeric;
BEGIN
  IF result < -9223372036854775808 OR result > 9223372036854775807 THEN PERFORM odata_raise('The result does not fit Edm.Duration.'); END IF;
  RETURN result;
END $$;

CREATE FUNCTION odata_int_mod(a bigint, b bigint) RETURNS bigint LANGUAGE plpgsql PARALLEL SAFE AS $$
BEGIN
  IF a IS NOT NULL AND b = 0 THEN PERFORM odata_raise('Division by zero.'); END IF;
  RETURN a % b;
END $$;

-- Doubles: every result is finite, and never negative zero. A result too small to be told from zero is an error.

CREATE FUNCTION odata_double_add(a float8, b float8) RETURNS float8 LANGUAGE plpgsql AS $$
DECLARE
  result float8;
BEGIN
  result := a + b;
  IF result IN ('Infinity', '-Infinity', 'NaN') THEN PERFORM odata_raise('The result does not fit Edm.Double.'); END IF;
  RETURN result + 0;
  EXCEPTION WHEN numeric_value_out_of_range THEN PERFORM odata_raise('The result does not fit Edm.Double.');
  RETURN NULL;
END $$;

CREATE FUNCTION odata_double_sub(a float8, b float8) RETURNS float8 LANGUAGE plpgsql AS $$
DECLARE
  result float8;
BEGIN
  result := a - b;
  IF result IN ('Infinity', '-Infinity', 'NaN') THEN PERFORM odata_raise('The result does not fit Edm.Double.'); END IF;
  RETURN result + 0;
  EXCEPTION WHEN numeric_value_out_of_range THEN PERFORM odata_raise('The result does not fit Edm.Double.');
  RETURN NULL;
END $$;

CREATE FUNCTION odata_double_mul(a float8, b float8) RETURNS float8 LANGUAGE plpgsql AS $$
DECLARE
  result float8;
BEGIN
  result := a * b;
  IF result IN ('Infinity', '-Infinity', 'NaN') THEN PERFORM odata_raise('The result does not fit Edm.Double.'); END IF;
  RETURN result + 0;
  EXCEPTION WHEN numeric_value_out_of_range THEN PERFORM odata_raise('The result does not fit Edm.Double.');
  RETURN NULL;
END $$;

CREATE FUNCTION odata_double_div(a float8, b float8) RETURNS float8 LANGUAGE plpgsql AS $$
DECLARE
  result float8;
BEGIN
  IF a IS NOT NULL AND b = 0 THEN PERFORM odata_raise('Division by zero.'); END IF;
  result := a / b;
  IF result IN ('Infinity', '-Infinity', 'NaN') THEN PERFORM odata_raise('The result does not fit Edm.Double.'); END IF;
  RETURN result + 0;
  EXCEPTION WHEN numeric_value_out_of_range THEN PERFORM odata_raise('The result does not fit Edm.Double.');
  RETURN NULL;
END $$;

CREATE FUNCTION odata_double_mod(a float8, b float8) RETURNS float8 LANGUAGE plpgsql PARALLEL SAFE AS $$
DECLARE
  rest float8 := abs(a);
  part float8 := abs(b);
BEGIN
  IF a IS NOT NULL AND b = 0 THEN PERFORM odata_raise('Division by zero.'); END IF;
  IF a IS NULL OR b IS NULL THEN RETURN NULL; END IF;
  IF a IN ('Infinity', '-Infinity', 'NaN') OR b = 'NaN' THEN PERFORM odata_raise('The result does not fit Edm.Double.'); END IF;
  -- Long division: every difference is exact.
  WHILE part <= rest - part LOOP part := part * 2; END LOOP;
  WHILE part >= abs(b) LOOP
    IF rest >= part THEN rest := rest - part; END IF;
    EXIT WHEN part = abs(b);
    part := part / 2;
  END LOOP;
  RETURN CASE WHEN a < 0 THEN 0 - rest ELSE rest END;
END $$;

CREATE FUNCTION odata_double_neg(a float8) RETURNS float8 LANGUAGE plpgsql PARALLEL SAFE AS $$
BEGIN
  RETURN 0 - a;
END $$;

CREATE FUNCTION odata_duration_mul_double(a bigint, b float8) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  result float8;
BEGIN
  BEGIN
    result := a::float8 * b;
  EXCEPTION WHEN numeric_value_out_of_range THEN
    -- Too small is zero, too large is an error.
    result := CASE WHEN abs(b) < 1 THEN '0'::float8 ELSE 'Infinity'::float8 END;
  END;
  IF NOT (result >= -9223372036854775808::float8 AND result < 9223372036854775808::float8) THEN PERFORM odata_raise('The result does not fit Edm.Duration.'); END IF;
  RETURN odata_round(result)::bigint;
END $$;

CREATE FUNCTION odata_duration_div_double(a bigint, b float8) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  result float8;
BEGIN
  IF a IS NOT NULL AND b = 0 THEN PERFORM odata_raise('Division by zero.'); END IF;
  BEGIN
    result := a::float8 / b;
  EXCEPTION WHEN numeric_value_out_of_range THEN
    -- Too small is zero, too large is an error.
    result := CASE WHEN abs(b) > 1 THEN '0'::float8 ELSE 'Infinity'::float8 END;
  END;
  IF NOT (result >= -9223372036854775808::float8 AND result < 9223372036854775808::float8) THEN PERFORM odata_raise('The result does not fit Edm.Duration.'); END IF;
  RETURN odata_round(result)::bigint;
END $$;

-- Half away from zero; the server's own round() takes halves to even.
CREATE FUNCTION odata_round(value float8) RETURNS float8 LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  RETURN CASE WHEN value IN ('Infinity', '-Infinity') THEN value WHEN abs(value - trunc(value)) >= 0.5 THEN trunc(value) + sign(value) ELSE trunc(value) END + 0;
END $$;

CREATE FUNCTION odata_floor(value float8) RETURNS float8 LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  RETURN floor(value) + 0;
END $$;

CREATE FUNCTION odata_ceiling(value float8) RETURNS float8 LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  RETURN ceil(value) + 0;
END $$;

-- Instants: UTC text of fixed length. Days count from 0001-01-01, ticks are 100 ns.
CREATE FUNCTION odata_ticks(instant text) RETURNS bigint LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  RETURN (substr(instant, 1, 10)::date - date '0001-01-01') * 864000000000 + substr(instant, 12, 2)::bigint * 36000000000 +
    substr(instant, 15, 2)::bigint * 600000000 + substr(instant, 18, 2)::bigint * 10000000 + substr(instant, 21, 7)::bigint;
END $$;

CREATE FUNCTION odata_date_text(days bigint) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  RETURN to_char((date '0001-01-01' + days::integer)::timestamp, 'YYYY-MM-DD');
END $$;

CREATE FUNCTION odata_clock_text(seconds bigint) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  RETURN lpad((seconds / 3600)::text, 2, '0') || ':' || lpad((seconds / 60 % 60)::text, 2, '0') || ':' || lpad((seconds % 60)::text, 2, '0');
END $$;

CREATE FUNCTION odata_instant_at(ticks numeric, digits_below text) RETURNS text LANGUAGE plpgsql PARALLEL SAFE AS $$
DECLARE
  whole bigint;
BEGIN
  IF ticks IS NULL THEN RETURN NULL; END IF;
  IF ticks < 0 OR ticks >= 3155378976000000000 THEN PERFORM odata_raise('The result does not fit Edm.DateTimeOffset.'); END IF;
  whole := ticks;
  RETURN odata_date_text(whole / 864000000000) || 'T' || odata_clock_text(whole % 864000000000 / 10000000) || '.' || lpad((whole % 10000000)::text, 7, '0') || digits_below;
END $$;

CREATE FUNCTION odata_instant_add(instant text, duration bigint) RETURNS text LANGUAGE plpgsql PARALLEL SAFE AS $$
BEGIN
  RETURN odata_instant_at(odata_ticks(instant)::numeric + duration, substr(instant, 28));
END $$;

CREATE FUNCTION odata_instant_sub(instant text, duration bigint) RETURNS text LANGUAGE plpgsql PARALLEL SAFE AS $$
BEGIN
  RETURN odata_instant_at(odata_ticks(instant)::numeric - duration, substr(instant, 28));
END $$;

CREATE FUNCTION odata_instant_diff(a text, b text) RETURNS bigint LANGUAGE plpgsql PARALLEL SAFE AS $$
BEGIN
  RETURN odata_ticks(a) - odata_ticks(b);
END $$;

CREATE FUNCTION odata_date_at(days numeric) RETURNS text LANGUAGE plpgsql PARALLEL SAFE AS $$
BEGIN
  IF days < 0 OR days >= 3652059 THEN PERFORM odata_raise('The result does not fit Edm.Date.'); END IF;
  RETURN odata_date_text(days::bigint);
END $$;

-- A date is its midnight; of the sum, the day it falls on.
CREATE FUNCTION odata_date_add(day text, duration bigint) RETURNS text LANGUAGE plpgsql PARALLEL SAFE AS $$
BEGIN
  RETURN odata_date_at((day::date - date '0001-01-01') + floor(duration::numeric / 864000000000));
END $$;

CREATE FUNCTION odata_date_sub(day text, duration bigint) RETURNS text LANGUAGE plpgsql PARALLEL SAFE AS $$
BEGIN
  RETURN odata_date_at((day::date - date '0001-01-01') + floor(-duration::numeric / 864000000000));
END $$;

CREATE FUNCTION odata_date_diff(a text, b text) RETURNS bigint LANGUAGE plpgsql PARALLEL SAFE AS $$
BEGIN
  RETURN (a::date - b::date) * 864000000000;
END $$;

-- The instant of a DateTimeOffset, or null where the text is none: `instantOf` of src/edm/date-time-offset.ts.
CREATE FUNCTION odata_instant(value text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  part text[] := regexp_match(value, '^([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.]([0-9]{1,12}))?)?(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))$');
  year integer; month integer; day integer; seconds bigint;
BEGIN
  IF part IS NULL THEN RETURN NULL; END IF;
  year := part[1]; month := part[2]; day := part[3];
  IF month < 1 OR month > 12 OR day < 1 OR day > 31 OR part[4] > '23' OR part[5] > '59' OR part[6] > '60' OR part[9] > '14' OR part[10] > '59' THEN RETURN NULL; END IF;
  -- A cycle of the calendar later there is no year 0, which the server has not.
  IF day > 28 AND extract(day FROM make_date(year + 400, month, 1) + interval '1 month' - interval '1 day') < day THEN RETURN NULL; END IF;
  seconds := (make_date(year + 400, month, day) - date '0401-01-01') * 86400::bigint + part[4]::bigint * 3600 + part[5]::bigint * 60 + coalesce(part[6], '0')::bigint
    - (coalesce(part[9], '0')::bigint * 3600 + coalesce(part[10], '0')::bigint * 60) * CASE part[8] WHEN '-' THEN -1 ELSE 1 END;
  IF seconds < 0 OR seconds >= 315537897600 THEN RETURN NULL; END IF;
  RETURN odata_date_text(seconds / 86400) || 'T' || odata_clock_text(seconds % 86400) || '.' || rpad(coalesce(part[7], ''), 12, '0');
END $$;

-- Parts of a DateTimeOffset as it was sent.
CREATE FUNCTION odata_time(value text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  clock text := substring(substr(value, 12) FROM '^[^Zz+-]*');
BEGIN
  RETURN CASE WHEN length(clock) = 5 THEN clock || ':00.000000000000' WHEN length(clock) = 8 THEN clock || '.000000000000' ELSE rpad(clock, 21, '0') END;
END $$;

CREATE FUNCTION odata_offset(value text) RETURNS bigint LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF right(value, 1) IN ('Z', 'z') THEN RETURN 0; END IF;
  RETURN (substr(right(value, 5), 1, 2)::bigint * 60 + right(value, 2)::bigint) * CASE substr(right(value, 6), 1, 1) WHEN '-' THEN -1 ELSE 1 END;
END $$;

-- Text.
CREATE FUNCTION odata_endswith(value text, ending text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  RETURN right(value, length(ending)) = ending;
END $$;

CREATE FUNCTION odata_substring(value text, start bigint) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  RETURN substr(value, (least(greatest(start, 0), 2147483646) + 1)::integer);
END $$;

CREATE FUNCTION odata_substring(value text, start bigint, count bigint) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  RETURN substr(value, (least(greatest(start, 0), 2147483646) + 1)::integer, least(greatest(count, 0), 2147483647)::integer);
END $$;

-- Conversions: null where a value of the one type is none of the other.
CREATE FUNCTION odata_narrow(value bigint, low bigint, high bigint) RETURNS bigint LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  RETURN CASE WHEN value BETWEEN low AND high THEN value END;
END $$;

CREATE FUNCTION odata_double_to_int(value float8, low bigint, high bigint) RETURNS bigint LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF NOT (value >= -9223372036854775808::float8 AND value < 9223372036854775808::float8) THEN RETURN NULL; END IF;
  RETURN odata_narrow(trunc(value)::bigint, low, high);
END $$;

CREATE FUNCTION odata_parse_int(value text, low bigint, high bigint) RETURNS bigint LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF value !~ '^[+-]?[0-9]{1,19}$' THEN RETURN NULL; END IF;
  RETURN CASE WHEN value::numeric BETWEEN low AND high THEN value::numeric::bigint END;
END $$;

CREATE FUNCTION odata_parse_double(value text) RETURNS float8 LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
  result float8;
BEGIN
  IF value !~ '^[+-]?[0-9]+([.][0-9]+)?([eE][+-]?[0-9]+)?$' THEN RETURN NULL; END IF;
  result := value::float8 + 0;
  RETURN CASE WHEN result = 0 AND value ~ '^[^eE]*[1-9]' THEN NULL ELSE result END;
EXCEPTION WHEN numeric_value_out_of_range THEN
  RETURN NULL;
END $$;

CREATE FUNCTION odata_parse_datetimeoffset(value text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  RETURN CASE WHEN odata_instant(value) IS NOT NULL THEN value END;
END $$;

CREATE FUNCTION odata_parse_date(value text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  RETURN CASE WHEN value ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' AND odata_instant(value || 'T00:00:00Z') IS NOT NULL THEN value END;
END $$;

CREATE FUNCTION odata_parse_timeofday(value text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF value !~ '^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,12})?)?$' THEN RETURN NULL; END IF;
  RETURN odata_time('0001-01-01T' || value);
END $$;

CREATE FUNCTION odata_parse_guid(value text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  RETURN CASE WHEN value ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' THEN lower(value COLLATE "C") END;
END $$;

-- tolower: ASCII by the server; then the few characters that can have a case, through the table of src/storage/sql/case-mapping.ts.
CREATE FUNCTION odata_lower(value text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  cased text;
BEGIN
  IF octet_length(value) = char_length(value) THEN RETURN lower(value COLLATE "C"); END IF;
  cased := regexp_replace(value, '[^\u00b5-\u029e\u0345-\u0586\u10a0-\u10ff\u13a0-\u13fd\u1c80-\u1cbf\u1d79-\u1d8e\u1e00-\u1ffc\u2126-\u2184\u24b6-\u24e9\u2c00-\u2d2d\ua640-\ua69b\ua722-\ua7f6\uab53-\uabbf\uff21-\uff5a\U00010400-\U0001044f\U000104b0-\U000104fb\U00010570-\U000105bc\U00010c80-\U00010cf2\U00010d50-\U00010d85\U000118a0-\U000118df\U00016e40-\U00016ed3\U0001e900-\U0001e943]+', '', 'g');
  IF cased = '' THEN RETURN lower(value COLLATE "C"); END IF;
  RETURN translate(lower(value COLLATE "C"), cased, translate(cased,
    'ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮĲĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƠƢƤƦƧƩƬƮƯƱƲƳƵƷƸƼǄǅǇǈǊǋǍǏǑǓǕǗǙǛǞǠǢǤǦǨǪǬǮǱǲǴǶǷǸǺǼǾȀȂȄȆȈȊȌȎȐȒȔȖȘȚȜȞȠȢȤȦȨȪȬȮȰȲȺȻȽȾɁɃɄɅɆɈɊɌɎͰͲͶͿΆΈΉΊΌΎΏΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΪΫϏϘϚϜϞϠϢϤϦϨϪϬϮϴϷϹϺϽϾϿЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѠѢѤѦѨѪѬѮѰѲѴѶѸѺѼѾҀҊҌҎҐҒҔҖҘҚҜҞҠҢҤҦҨҪҬҮҰҲҴҶҸҺҼҾӀӁӃӅӇӉӋӍӐӒӔӖӘӚӜӞӠӢӤӦӨӪӬӮӰӲӴӶӸӺӼӾԀԂԄԆԈԊԌԎԐԒԔԖԘԚԜԞԠԢԤԦԨԪԬԮԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖႠႡႢႣႤႥႦႧႨႩႪႫႬႭႮႯႰႱႲႳႴႵႶႷႸႹႺႻႼႽႾႿჀჁჂჃჄჅჇჍᎠᎡᎢᎣᎤᎥᎦᎧᎨᎩᎪᎫᎬᎭᎮᎯᎰᎱᎲᎳᎴᎵᎶᎷᎸᎹᎺᎻᎼᎽᎾᎿᏀᏁᏂᏃᏄᏅᏆᏇᏈᏉᏊᏋᏌᏍᏎᏏᏐᏑᏒᏓᏔᏕᏖᏗᏘᏙᏚᏛᏜᏝᏞᏟᏠᏡᏢᏣᏤᏥᏦᏧᏨᏩᏪᏫᏬᏭᏮᏯᏰᏱᏲᏳᏴᏵᲉᲐᲑᲒᲓᲔᲕᲖᲗᲘᲙᲚᲛᲜᲝᲞᲟᲠᲡᲢᲣᲤᲥᲦᲧᲨᲩᲪᲫᲬᲭᲮᲯᲰᲱᲲᲳᲴᲵᲶᲷᲸᲹᲺᲽᲾᲿḀḂḄḆḈḊḌḎḐḒḔḖḘḚḜḞḠḢḤḦḨḪḬḮḰḲḴḶḸḺḼḾṀṂṄṆṈṊṌṎṐṒṔṖṘṚṜṞṠṢṤṦṨṪṬṮṰṲṴṶṸṺṼṾẀẂẄẆẈẊẌẎẐẒẔẞẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸỺỼỾἈἉἊἋἌἍἎἏἘἙἚἛἜἝἨἩἪἫἬἭἮἯἸἹἺἻἼἽἾἿὈὉὊὋὌὍὙὛὝὟὨὩὪὫὬὭὮὯᾈᾉᾊᾋᾌᾍᾎᾏᾘᾙᾚᾛᾜᾝᾞᾟᾨᾩᾪᾫᾬᾭᾮᾯᾸᾹᾺΆᾼῈΈῊΉῌῘῙῚΊῨῩῪΎῬῸΌῺΏῼΩKÅℲⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫⅬⅭⅮⅯↃⒶⒷⒸⒹⒺⒻⒼⒽⒾⒿⓀⓁⓂⓃⓄⓅⓆⓇⓈⓉⓊⓋⓌⓍⓎⓏⰀⰁⰂⰃⰄⰅⰆⰇⰈⰉⰊⰋⰌⰍⰎⰏⰐⰑⰒⰓⰔⰕⰖⰗⰘⰙⰚⰛⰜⰝⰞⰟⰠⰡⰢⰣⰤⰥⰦⰧⰨⰩⰪⰫⰬⰭⰮⰯⱠⱢⱣⱤⱧⱩⱫⱭⱮⱯⱰⱲⱵⱾⱿⲀⲂⲄⲆⲈⲊⲌⲎⲐⲒⲔⲖⲘⲚⲜⲞⲠⲢⲤⲦⲨⲪⲬⲮⲰⲲⲴⲶⲸⲺⲼⲾⳀⳂⳄⳆⳈⳊⳌⳎⳐⳒⳔⳖⳘⳚⳜⳞⳠⳢⳫⳭⳲꙀꙂꙄꙆꙈꙊꙌꙎꙐꙒꙔꙖꙘꙚꙜꙞꙠꙢꙤꙦꙨꙪꙬꚀꚂꚄꚆꚈꚊꚌꚎꚐꚒꚔꚖꚘꚚꜢꜤꜦꜨꜪꜬꜮꜲꜴꜶꜸꜺꜼꜾꝀꝂꝄꝆꝈꝊꝌꝎꝐꝒꝔꝖꝘꝚꝜꝞꝠꝢꝤꝦꝨꝪꝬꝮꝹꝻꝽꝾꞀꞂꞄꞆꞋꞍꞐꞒꞖꞘꞚꞜꞞꞠꞢꞤꞦꞨꞪꞫꞬꞭꞮꞰꞱꞲꞳꞴꞶꞸꞺꞼꞾꟀꟂꟄꟅꟆꟇꟉꟋꟌ꟎Ꟑ꟒꟔ꟖꟘꟚꟜꟵＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ𐐀𐐁𐐂𐐃𐐄𐐅𐐆𐐇𐐈𐐉𐐊𐐋𐐌𐐍𐐎𐐏𐐐𐐑𐐒𐐓𐐔𐐕𐐖𐐗𐐘𐐙𐐚𐐛𐐜𐐝𐐞𐐟𐐠𐐡𐐢𐐣𐐤𐐥𐐦𐐧𐒰𐒱𐒲𐒳𐒴𐒵𐒶𐒷𐒸𐒹𐒺𐒻𐒼𐒽𐒾𐒿𐓀𐓁𐓂𐓃𐓄𐓅𐓆𐓇𐓈𐓉𐓊𐓋𐓌𐓍𐓎𐓏𐓐𐓑𐓒𐓓𐕰𐕱𐕲𐕳𐕴𐕵𐕶𐕷𐕸𐕹𐕺𐕼𐕽𐕾𐕿𐖀𐖁𐖂𐖃𐖄𐖅𐖆𐖇𐖈𐖉𐖊𐖌𐖍𐖎𐖏𐖐𐖑𐖒𐖔𐖕𐲀𐲁𐲂𐲃𐲄𐲅𐲆𐲇𐲈𐲉𐲊𐲋𐲌𐲍𐲎𐲏𐲐𐲑𐲒𐲓𐲔𐲕𐲖𐲗𐲘𐲙𐲚𐲛𐲜𐲝𐲞𐲟𐲠𐲡𐲢𐲣𐲤𐲥𐲦𐲧𐲨𐲩𐲪𐲫𐲬𐲭𐲮𐲯𐲰𐲱𐲲𐵐𐵑𐵒𐵓𐵔𐵕𐵖𐵗𐵘𐵙𐵚𐵛𐵜𐵝𐵞𐵟𐵠𐵡𐵢𐵣𐵤𐵥𑢠𑢡𑢢𑢣𑢤𑢥𑢦𑢧𑢨𑢩𑢪𑢫𑢬𑢭𑢮𑢯𑢰𑢱𑢲𑢳𑢴𑢵𑢶𑢷𑢸𑢹𑢺𑢻𑢼𑢽𑢾𑢿𖹀𖹁𖹂𖹃𖹄𖹅𖹆𖹇𖹈𖹉𖹊𖹋𖹌𖹍𖹎𖹏𖹐𖹑𖹒𖹓𖹔𖹕𖹖𖹗𖹘𖹙𖹚𖹛𖹜𖹝𖹞𖹟𖺠𖺡𖺢𖺣𖺤𖺥𖺦𖺧𖺨𖺩𖺪𖺫𖺬𖺭𖺮𖺯𖺰𖺱𖺲𖺳𖺴𖺵𖺶𖺷𖺸𞤀𞤁𞤂𞤃𞤄𞤅𞤆𞤇𞤈𞤉𞤊𞤋𞤌𞤍𞤎𞤏𞤐𞤑𞤒𞤓𞤔𞤕𞤖𞤗𞤘𞤙𞤚𞤛𞤜𞤝𞤞𞤟𞤠𞤡',
    'àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįĳĵķĺļľŀłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷÿźżžɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵơƣƥʀƨʃƭʈưʊʋƴƶʒƹƽǆǆǉǉǌǌǎǐǒǔǖǘǚǜǟǡǣǥǧǩǫǭǯǳǳǵƕƿǹǻǽǿȁȃȅȇȉȋȍȏȑȓȕȗșțȝȟƞȣȥȧȩȫȭȯȱȳⱥȼƚⱦɂƀʉʌɇɉɋɍɏͱͳͷϳάέήίόύώαβγδεζηθικλμνξοπρστυφχψωϊϋϗϙϛϝϟϡϣϥϧϩϫϭϯθϸϲϻͻͼͽѐёђѓєѕіїјљњћќѝўџабвгдежзийклмнопрстуфхцчшщъыьэюяѡѣѥѧѩѫѭѯѱѳѵѷѹѻѽѿҁҋҍҏґғҕҗҙқҝҟҡңҥҧҩҫҭүұҳҵҷҹһҽҿӏӂӄӆӈӊӌӎӑӓӕӗәӛӝӟӡӣӥӧөӫӭӯӱӳӵӷӹӻӽӿԁԃԅԇԉԋԍԏԑԓԕԗԙԛԝԟԡԣԥԧԩԫԭԯաբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆⴀⴁⴂⴃⴄⴅⴆⴇⴈⴉⴊⴋⴌⴍⴎⴏⴐⴑⴒⴓⴔⴕⴖⴗⴘⴙⴚⴛⴜⴝⴞⴟⴠⴡⴢⴣⴤⴥⴧⴭꭰꭱꭲꭳꭴꭵꭶꭷꭸꭹꭺꭻꭼꭽꭾꭿꮀꮁꮂꮃꮄꮅꮆꮇꮈꮉꮊꮋꮌꮍꮎꮏꮐꮑꮒꮓꮔꮕꮖꮗꮘꮙꮚꮛꮜꮝꮞꮟꮠꮡꮢꮣꮤꮥꮦꮧꮨꮩꮪꮫꮬꮭꮮꮯꮰꮱꮲꮳꮴꮵꮶꮷꮸꮹꮺꮻꮼꮽꮾꮿᏸᏹᏺᏻᏼᏽᲊაბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰჱჲჳჴჵჶჷჸჹჺჽჾჿḁḃḅḇḉḋḍḏḑḓḕḗḙḛḝḟḡḣḥḧḩḫḭḯḱḳḵḷḹḻḽḿṁṃṅṇṉṋṍṏṑṓṕṗṙṛṝṟṡṣṥṧṩṫṭṯṱṳṵṷṹṻṽṿẁẃẅẇẉẋẍẏẑẓẕßạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹỻỽỿἀἁἂἃἄἅἆἇἐἑἒἓἔἕἠἡἢἣἤἥἦἧἰἱἲἳἴἵἶἷὀὁὂὃὄὅὑὓὕὗὠὡὢὣὤὥὦὧᾀᾁᾂᾃᾄᾅᾆᾇᾐᾑᾒᾓᾔᾕᾖᾗᾠᾡᾢᾣᾤᾥᾦᾧᾰᾱὰάᾳὲέὴήῃῐῑὶίῠῡὺύῥὸόὼώῳωkåⅎⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻⅼⅽⅾⅿↄⓐⓑⓒⓓⓔⓕⓖⓗⓘⓙⓚⓛⓜⓝⓞⓟⓠⓡⓢⓣⓤⓥⓦⓧⓨⓩⰰⰱⰲⰳⰴⰵⰶⰷⰸⰹⰺⰻⰼⰽⰾⰿⱀⱁⱂⱃⱄⱅⱆⱇⱈⱉⱊⱋⱌⱍⱎⱏⱐⱑⱒⱓⱔⱕⱖⱗⱘⱙⱚⱛⱜⱝⱞⱟⱡɫᵽɽⱨⱪⱬɑɱɐɒⱳⱶȿɀⲁⲃⲅⲇⲉⲋⲍⲏⲑⲓⲕⲗⲙⲛⲝⲟⲡⲣⲥⲧⲩⲫⲭⲯⲱⲳⲵⲷⲹⲻⲽⲿⳁⳃⳅⳇⳉⳋⳍⳏⳑⳓⳕⳗⳙⳛⳝⳟⳡⳣⳬⳮⳳꙁꙃꙅꙇꙉꙋꙍꙏꙑꙓꙕꙗꙙꙛꙝꙟꙡꙣꙥꙧꙩꙫꙭꚁꚃꚅꚇꚉꚋꚍꚏꚑꚓꚕꚗꚙꚛꜣꜥꜧꜩꜫꜭꜯꜳꜵꜷꜹꜻꜽꜿꝁꝃꝅꝇꝉꝋꝍꝏꝑꝓꝕꝗꝙꝛꝝꝟꝡꝣꝥꝧꝩꝫꝭꝯꝺꝼᵹꝿꞁꞃꞅꞇꞌɥꞑꞓꞗꞙꞛꞝꞟꞡꞣꞥꞧꞩɦɜɡɬɪʞʇʝꭓꞵꞷꞹꞻꞽꞿꟁꟃꞔʂᶎꟈꟊɤꟍ꟏ꟑꟓꟕꟗꟙꟛƛꟶａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ𐐨𐐩𐐪𐐫𐐬𐐭𐐮𐐯𐐰𐐱𐐲𐐳𐐴𐐵𐐶𐐷𐐸𐐹𐐺𐐻𐐼𐐽𐐾𐐿𐑀𐑁𐑂𐑃𐑄𐑅𐑆𐑇𐑈𐑉𐑊𐑋𐑌𐑍𐑎𐑏𐓘𐓙𐓚𐓛𐓜𐓝𐓞𐓟𐓠𐓡𐓢𐓣𐓤𐓥𐓦𐓧𐓨𐓩𐓪𐓫𐓬𐓭𐓮𐓯𐓰𐓱𐓲𐓳𐓴𐓵𐓶𐓷𐓸𐓹𐓺𐓻𐖗𐖘𐖙𐖚𐖛𐖜𐖝𐖞𐖟𐖠𐖡𐖣𐖤𐖥𐖦𐖧𐖨𐖩𐖪𐖫𐖬𐖭𐖮𐖯𐖰𐖱𐖳𐖴𐖵𐖶𐖷𐖸𐖹𐖻𐖼𐳀𐳁𐳂𐳃𐳄𐳅𐳆𐳇𐳈𐳉𐳊𐳋𐳌𐳍𐳎𐳏𐳐𐳑𐳒𐳓𐳔𐳕𐳖𐳗𐳘𐳙𐳚𐳛𐳜𐳝𐳞𐳟𐳠𐳡𐳢𐳣𐳤𐳥𐳦𐳧𐳨𐳩𐳪𐳫𐳬𐳭𐳮𐳯𐳰𐳱𐳲𐵰𐵱𐵲𐵳𐵴𐵵𐵶𐵷𐵸𐵹𐵺𐵻𐵼𐵽𐵾𐵿𐶀𐶁𐶂𐶃𐶄𐶅𑣀𑣁𑣂𑣃𑣄𑣅𑣆𑣇𑣈𑣉𑣊𑣋𑣌𑣍𑣎𑣏𑣐𑣑𑣒𑣓𑣔𑣕𑣖𑣗𑣘𑣙𑣚𑣛𑣜𑣝𑣞𑣟𖹠𖹡𖹢𖹣𖹤𖹥𖹦𖹧𖹨𖹩𖹪𖹫𖹬𖹭𖹮𖹯𖹰𖹱𖹲𖹳𖹴𖹵𖹶𖹷𖹸𖹹𖹺𖹻𖹼𖹽𖹾𖹿𖺻𖺼𖺽𖺾𖺿𖻀𖻁𖻂𖻃𖻄𖻅𖻆𖻇𖻈𖻉𖻊𖻋𖻌𖻍𖻎𖻏𖻐𖻑𖻒𖻓𞤢𞤣𞤤𞤥𞤦𞤧𞤨𞤩𞤪𞤫𞤬𞤭𞤮𞤯𞤰𞤱𞤲𞤳𞤴𞤵𞤶𞤷𞤸𞤹𞤺𞤻𞤼𞤽𞤾𞤿𞥀𞥁𞥂𞥃'));
END $$;

-- toupper: ASCII by the server; then the few characters that can have a case, through the table of src/storage/sql/case-mapping.ts.
CREATE FUNCTION odata_upper(value text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  cased text;
BEGIN
  IF octet_length(value) = char_length(value) THEN RETURN upper(value COLLATE "C"); END IF;
  cased := regexp_replace(value, '[^\u00b5-\u029e\u0345-\u0586\u10a0-\u10ff\u13a0-\u13fd\u1c80-\u1cbf\u1d79-\u1d8e\u1e00-\u1ffc\u2126-\u2184\u24b6-\u24e9\u2c00-\u2d2d\ua640-\ua69b\ua722-\ua7f6\uab53-\uabbf\uff21-\uff5a\U00010400-\U0001044f\U000104b0-\U000104fb\U00010570-\U000105bc\U00010c80-\U00010cf2\U00010d50-\U00010d85\U000118a0-\U000118df\U00016e40-\U00016ed3\U0001e900-\U0001e943]+', '', 'g');
  IF cased = '' THEN RETURN upper(value COLLATE "C"); END IF;
  RETURN translate(upper(value COLLATE "C"), cased, translate(cased,
    'µàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįıĳĵķĺļľŀłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷźżžſƀƃƅƈƌƒƕƙƚƛƞơƣƥƨƭưƴƶƹƽƿǅǆǈǉǋǌǎǐǒǔǖǘǚǜǝǟǡǣǥǧǩǫǭǯǲǳǵǹǻǽǿȁȃȅȇȉȋȍȏȑȓȕȗșțȝȟȣȥȧȩȫȭȯȱȳȼȿɀɂɇɉɋɍɏɐɑɒɓɔɖɗəɛɜɠɡɣɤɥɦɨɩɪɫɬɯɱɲɵɽʀʂʃʇʈʉʊʋʌʒʝʞͅͱͳͷͻͼͽάέήίαβγδεζηθικλμνξοπρςστυφχψωϊϋόύώϐϑϕϖϗϙϛϝϟϡϣϥϧϩϫϭϯϰϱϲϳϵϸϻабвгдежзийклмнопрстуфхцчшщъыьэюяѐёђѓєѕіїјљњћќѝўџѡѣѥѧѩѫѭѯѱѳѵѷѹѻѽѿҁҋҍҏґғҕҗҙқҝҟҡңҥҧҩҫҭүұҳҵҷҹһҽҿӂӄӆӈӊӌӎӏӑӓӕӗәӛӝӟӡӣӥӧөӫӭӯӱӳӵӷӹӻӽӿԁԃԅԇԉԋԍԏԑԓԕԗԙԛԝԟԡԣԥԧԩԫԭԯաբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆაბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰჱჲჳჴჵჶჷჸჹჺჽჾჿᏸᏹᏺᏻᏼᏽᲀᲁᲂᲃᲄᲅᲆᲇᲈᲊᵹᵽᶎḁḃḅḇḉḋḍḏḑḓḕḗḙḛḝḟḡḣḥḧḩḫḭḯḱḳḵḷḹḻḽḿṁṃṅṇṉṋṍṏṑṓṕṗṙṛṝṟṡṣṥṧṩṫṭṯṱṳṵṷṹṻṽṿẁẃẅẇẉẋẍẏẑẓẕẛạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹỻỽỿἀἁἂἃἄἅἆἇἐἑἒἓἔἕἠἡἢἣἤἥἦἧἰἱἲἳἴἵἶἷὀὁὂὃὄὅὑὓὕὗὠὡὢὣὤὥὦὧὰάὲέὴήὶίὸόὺύὼώᾰᾱιῐῑῠῡῥⅎⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻⅼⅽⅾⅿↄⓐⓑⓒⓓⓔⓕⓖⓗⓘⓙⓚⓛⓜⓝⓞⓟⓠⓡⓢⓣⓤⓥⓦⓧⓨⓩⰰⰱⰲⰳⰴⰵⰶⰷⰸⰹⰺⰻⰼⰽⰾⰿⱀⱁⱂⱃⱄⱅⱆⱇⱈⱉⱊⱋⱌⱍⱎⱏⱐⱑⱒⱓⱔⱕⱖⱗⱘⱙⱚⱛⱜⱝⱞⱟⱡⱥⱦⱨⱪⱬⱳⱶⲁⲃⲅⲇⲉⲋⲍⲏⲑⲓⲕⲗⲙⲛⲝⲟⲡⲣⲥⲧⲩⲫⲭⲯⲱⲳⲵⲷⲹⲻⲽⲿⳁⳃⳅⳇⳉⳋⳍⳏⳑⳓⳕⳗⳙⳛⳝⳟⳡⳣⳬⳮⳳⴀⴁⴂⴃⴄⴅⴆⴇⴈⴉⴊⴋⴌⴍⴎⴏⴐⴑⴒⴓⴔⴕⴖⴗⴘⴙⴚⴛⴜⴝⴞⴟⴠⴡⴢⴣⴤⴥⴧⴭꙁꙃꙅꙇꙉꙋꙍꙏꙑꙓꙕꙗꙙꙛꙝꙟꙡꙣꙥꙧꙩꙫꙭꚁꚃꚅꚇꚉꚋꚍꚏꚑꚓꚕꚗꚙꚛꜣꜥꜧꜩꜫꜭꜯꜳꜵꜷꜹꜻꜽꜿꝁꝃꝅꝇꝉꝋꝍꝏꝑꝓꝕꝗꝙꝛꝝꝟꝡꝣꝥꝧꝩꝫꝭꝯꝺꝼꝿꞁꞃꞅꞇꞌꞑꞓꞔꞗꞙꞛꞝꞟꞡꞣꞥꞧꞩꞵꞷꞹꞻꞽꞿꟁꟃꟈꟊꟍ꟏ꟑꟓꟕꟗꟙꟛꟶꭓꭰꭱꭲꭳꭴꭵꭶꭷꭸꭹꭺꭻꭼꭽꭾꭿꮀꮁꮂꮃꮄꮅꮆꮇꮈꮉꮊꮋꮌꮍꮎꮏꮐꮑꮒꮓꮔꮕꮖꮗꮘꮙꮚꮛꮜꮝꮞꮟꮠꮡꮢꮣꮤꮥꮦꮧꮨꮩꮪꮫꮬꮭꮮꮯꮰꮱꮲꮳꮴꮵꮶꮷꮸꮹꮺꮻꮼꮽꮾꮿａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ𐐨𐐩𐐪𐐫𐐬𐐭𐐮𐐯𐐰𐐱𐐲𐐳𐐴𐐵𐐶𐐷𐐸𐐹𐐺𐐻𐐼𐐽𐐾𐐿𐑀𐑁𐑂𐑃𐑄𐑅𐑆𐑇𐑈𐑉𐑊𐑋𐑌𐑍𐑎𐑏𐓘𐓙𐓚𐓛𐓜𐓝𐓞𐓟𐓠𐓡𐓢𐓣𐓤𐓥𐓦𐓧𐓨𐓩𐓪𐓫𐓬𐓭𐓮𐓯𐓰𐓱𐓲𐓳𐓴𐓵𐓶𐓷𐓸𐓹𐓺𐓻𐖗𐖘𐖙𐖚𐖛𐖜𐖝𐖞𐖟𐖠𐖡𐖣𐖤𐖥𐖦𐖧𐖨𐖩𐖪𐖫𐖬𐖭𐖮𐖯𐖰𐖱𐖳𐖴𐖵𐖶𐖷𐖸𐖹𐖻𐖼𐳀𐳁𐳂𐳃𐳄𐳅𐳆𐳇𐳈𐳉𐳊𐳋𐳌𐳍𐳎𐳏𐳐𐳑𐳒𐳓𐳔𐳕𐳖𐳗𐳘𐳙𐳚𐳛𐳜𐳝𐳞𐳟𐳠𐳡𐳢𐳣𐳤𐳥𐳦𐳧𐳨𐳩𐳪𐳫𐳬𐳭𐳮𐳯𐳰𐳱𐳲𐵰𐵱𐵲𐵳𐵴𐵵𐵶𐵷𐵸𐵹𐵺𐵻𐵼𐵽𐵾𐵿𐶀𐶁𐶂𐶃𐶄𐶅𑣀𑣁𑣂𑣃𑣄𑣅𑣆𑣇𑣈𑣉𑣊𑣋𑣌𑣍𑣎𑣏𑣐𑣑𑣒𑣓𑣔𑣕𑣖𑣗𑣘𑣙𑣚𑣛𑣜𑣝𑣞𑣟𖹠𖹡𖹢𖹣𖹤𖹥𖹦𖹧𖹨𖹩𖹪𖹫𖹬𖹭𖹮𖹯𖹰𖹱𖹲𖹳𖹴𖹵𖹶𖹷𖹸𖹹𖹺𖹻𖹼𖹽𖹾𖹿𖺻𖺼𖺽𖺾𖺿𖻀𖻁𖻂𖻃𖻄𖻅𖻆𖻇𖻈𖻉𖻊𖻋𖻌𖻍𖻎𖻏𖻐𖻑𖻒𖻓𞤢𞤣𞤤𞤥𞤦𞤧𞤨𞤩𞤪𞤫𞤬𞤭𞤮𞤯𞤰𞤱𞤲𞤳𞤴𞤵𞤶𞤷𞤸𞤹𞤺𞤻𞤼𞤽𞤾𞤿𞥀𞥁𞥂𞥃',
    'ΜÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞŸĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮIĲĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŹŻŽSɃƂƄƇƋƑǶƘȽꟜȠƠƢƤƧƬƯƳƵƸƼǷǄǄǇǇǊǊǍǏǑǓǕǗǙǛƎǞǠǢǤǦǨǪǬǮǱǱǴǸǺǼǾȀȂȄȆȈȊȌȎȐȒȔȖȘȚȜȞȢȤȦȨȪȬȮȰȲȻⱾⱿɁɆɈɊɌɎⱯⱭⱰƁƆƉƊƏƐꞫƓꞬƔꟋꞍꞪƗƖꞮⱢꞭƜⱮƝƟⱤƦꟅƩꞱƮɄƱƲɅƷꞲꞰΙͰͲͶϽϾϿΆΈΉΊΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΣΤΥΦΧΨΩΪΫΌΎΏΒΘΦΠϏϘϚϜϞϠϢϤϦϨϪϬϮΚΡϹͿΕϷϺАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏѠѢѤѦѨѪѬѮѰѲѴѶѸѺѼѾҀҊҌҎҐҒҔҖҘҚҜҞҠҢҤҦҨҪҬҮҰҲҴҶҸҺҼҾӁӃӅӇӉӋӍӀӐӒӔӖӘӚӜӞӠӢӤӦӨӪӬӮӰӲӴӶӸӺӼӾԀԂԄԆԈԊԌԎԐԒԔԖԘԚԜԞԠԢԤԦԨԪԬԮԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖᲐᲑᲒᲓᲔᲕᲖᲗᲘᲙᲚᲛᲜᲝᲞᲟᲠᲡᲢᲣᲤᲥᲦᲧᲨᲩᲪᲫᲬᲭᲮᲯᲰᲱᲲᲳᲴᲵᲶᲷᲸᲹᲺᲽᲾᲿᏰᏱᏲᏳᏴᏵВДОСТТЪѢꙊᲉꝽⱣꟆḀḂḄḆḈḊḌḎḐḒḔḖḘḚḜḞḠḢḤḦḨḪḬḮḰḲḴḶḸḺḼḾṀṂṄṆṈṊṌṎṐṒṔṖṘṚṜṞṠṢṤṦṨṪṬṮṰṲṴṶṸṺṼṾẀẂẄẆẈẊẌẎẐẒẔṠẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸỺỼỾἈἉἊἋἌἍἎἏἘἙἚἛἜἝἨἩἪἫἬἭἮἯἸἹἺἻἼἽἾἿὈὉὊὋὌὍὙὛὝὟὨὩὪὫὬὭὮὯᾺΆῈΈῊΉῚΊῸΌῪΎῺΏᾸᾹΙῘῙῨῩῬℲⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫⅬⅭⅮⅯↃⒶⒷⒸⒹⒺⒻⒼⒽⒾⒿⓀⓁⓂⓃⓄⓅⓆⓇⓈⓉⓊⓋⓌⓍⓎⓏⰀⰁⰂⰃⰄⰅⰆⰇⰈⰉⰊⰋⰌⰍⰎⰏⰐⰑⰒⰓⰔⰕⰖⰗⰘⰙⰚⰛⰜⰝⰞⰟⰠⰡⰢⰣⰤⰥⰦⰧⰨⰩⰪⰫⰬⰭⰮⰯⱠȺȾⱧⱩⱫⱲⱵⲀⲂⲄⲆⲈⲊⲌⲎⲐⲒⲔⲖⲘⲚⲜⲞⲠⲢⲤⲦⲨⲪⲬⲮⲰⲲⲴⲶⲸⲺⲼⲾⳀⳂⳄⳆⳈⳊⳌⳎⳐⳒⳔⳖⳘⳚⳜⳞⳠⳢⳫⳭⳲႠႡႢႣႤႥႦႧႨႩႪႫႬႭႮႯႰႱႲႳႴႵႶႷႸႹႺႻႼႽႾႿჀჁჂჃჄჅჇჍꙀꙂꙄꙆꙈꙊꙌꙎꙐꙒꙔꙖꙘꙚꙜꙞꙠꙢꙤꙦꙨꙪꙬꚀꚂꚄꚆꚈꚊꚌꚎꚐꚒꚔꚖꚘꚚꜢꜤꜦꜨꜪꜬꜮꜲꜴꜶꜸꜺꜼꜾꝀꝂꝄꝆꝈꝊꝌꝎꝐꝒꝔꝖꝘꝚꝜꝞꝠꝢꝤꝦꝨꝪꝬꝮꝹꝻꝾꞀꞂꞄꞆꞋꞐꞒꟄꞖꞘꞚꞜꞞꞠꞢꞤꞦꞨꞴꞶꞸꞺꞼꞾꟀꟂꟇꟉꟌ꟎Ꟑ꟒꟔ꟖꟘꟚꟵꞳᎠᎡᎢᎣᎤᎥᎦᎧᎨᎩᎪᎫᎬᎭᎮᎯᎰᎱᎲᎳᎴᎵᎶᎷᎸᎹᎺᎻᎼᎽᎾᎿᏀᏁᏂᏃᏄᏅᏆᏇᏈᏉᏊᏋᏌᏍᏎᏏᏐᏑᏒᏓᏔᏕᏖᏗᏘᏙᏚᏛᏜᏝᏞᏟᏠᏡᏢᏣᏤᏥᏦᏧᏨᏩᏪᏫᏬᏭᏮᏯＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ𐐀𐐁𐐂𐐃𐐄𐐅𐐆𐐇𐐈𐐉𐐊𐐋𐐌𐐍𐐎𐐏𐐐𐐑𐐒𐐓𐐔𐐕𐐖𐐗𐐘𐐙𐐚𐐛𐐜𐐝𐐞𐐟𐐠𐐡𐐢𐐣𐐤𐐥𐐦𐐧𐒰𐒱𐒲𐒳𐒴𐒵𐒶𐒷𐒸𐒹𐒺𐒻𐒼𐒽𐒾𐒿𐓀𐓁𐓂𐓃𐓄𐓅𐓆𐓇𐓈𐓉𐓊𐓋𐓌𐓍𐓎𐓏𐓐𐓑𐓒𐓓𐕰𐕱𐕲𐕳𐕴𐕵𐕶𐕷𐕸𐕹𐕺𐕼𐕽𐕾𐕿𐖀𐖁𐖂𐖃𐖄𐖅𐖆𐖇𐖈𐖉𐖊𐖌𐖍𐖎𐖏𐖐𐖑𐖒𐖔𐖕𐲀𐲁𐲂𐲃𐲄𐲅𐲆𐲇𐲈𐲉𐲊𐲋𐲌𐲍𐲎𐲏𐲐𐲑𐲒𐲓𐲔𐲕𐲖𐲗𐲘𐲙𐲚𐲛𐲜𐲝𐲞𐲟𐲠𐲡𐲢𐲣𐲤𐲥𐲦𐲧𐲨𐲩𐲪𐲫𐲬𐲭𐲮𐲯𐲰𐲱𐲲𐵐𐵑𐵒𐵓𐵔𐵕𐵖𐵗𐵘𐵙𐵚𐵛𐵜𐵝𐵞𐵟𐵠𐵡𐵢𐵣𐵤𐵥𑢠𑢡𑢢𑢣𑢤𑢥𑢦𑢧𑢨𑢩𑢪𑢫𑢬𑢭𑢮𑢯𑢰𑢱𑢲𑢳𑢴𑢵𑢶𑢷𑢸𑢹𑢺𑢻𑢼𑢽𑢾𑢿𖹀𖹁𖹂𖹃𖹄𖹅𖹆𖹇𖹈𖹉𖹊𖹋𖹌𖹍𖹎𖹏𖹐𖹑𖹒𖹓𖹔𖹕𖹖𖹗𖹘𖹙𖹚𖹛𖹜𖹝𖹞𖹟𖺠𖺡𖺢𖺣𖺤𖺥𖺦𖺧𖺨𖺩𖺪𖺫𖺬𖺭𖺮𖺯𖺰𖺱𖺲𖺳𖺴𖺵𖺶𖺷𖺸𞤀𞤁𞤂𞤃𞤄𞤅𞤆𞤇𞤈𞤉𞤊𞤋𞤌𞤍𞤎𞤏𞤐𞤑𞤒𞤓𞤔𞤕𞤖𞤗𞤘𞤙𞤚𞤛𞤜𞤝𞤞𞤟𞤠𞤡'));
END $$;
