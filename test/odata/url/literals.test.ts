import t from 'tap'
import { enumMembers, isBinary, isDuration, numberKind } from '../../../src/odata/url/literals.js'

for (const text of ['P1D', '-P6DT23H59M59.9999S', 'PT1S', 'PT0.123456789012S', 'P1DT1M', 'pt5h']) t.ok(isDuration(text), `${text} is a duration`)
for (const text of ['', 'P', 'PT', 'P1DT', 'P1M', 'P1Y', 'PT1', 'P1M6DT23H', '1D', 'PT1.S', '+P1D']) t.notOk(isDuration(text), `${text} is no duration`)

for (const text of ['', 'Zm8=', 'Zm8', 'Zm9v', 'Zg==', 'Zg', '_-_-']) t.ok(isBinary(text), `${text} is base64url`)
for (const text of ['Z', 'Zm9=', 'Zm8==', 'Zm+/', 'Zm9v=', 'Zh==']) t.notOk(isBinary(text), `${text} is not base64url`)

t.same(enumMembers('Solid,Yellow,+42'), ['Solid', 'Yellow', '+42'])
for (const text of ['', 'a,', 'a b', '1a', '%2C']) t.equal(enumMembers(text), undefined, `"${text}" names no members`)

t.same(['0', '-0', '007', '2147483647', '-2147483648'].map(numberKind), Array(5).fill('int32'))
t.same(['2147483648', '-2147483649', '9223372036854775807', '-9223372036854775808'].map(numberKind), Array(4).fill('int64'))
t.same(['9223372036854775808', '-9223372036854775809', '1.0', '99999999999999999999'].map(numberKind), Array(4).fill('decimal'))
t.same(['1e0', '1.5E-3'].map(numberKind), Array(2).fill('double'))
