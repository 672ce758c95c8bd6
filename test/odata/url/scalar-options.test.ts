import t from 'tap'
import { parseQueryOptions } from '../../../src/odata/url/parse-query.js'

const parse = parseQueryOptions

t.equal(parse('$top=0').top, 0)
t.equal(parse('$skip=007').skip, 7)
t.equal(parse('$top=99999999999999999999').top, Number.MAX_SAFE_INTEGER, 'beyond all rows there is only all rows')
t.equal(parse('$count=True').count, true)
t.equal(parse('$count=false').count, false)
t.equal(parse('$index=-1').index, -1)
t.equal(parse('$index=-0').index, 0)
t.equal(parse('$format=application/json;odata.metadata=full').format, 'application/json;odata.metadata=full')
t.equal(parse('$skipToken=a%3Db%26c').skipToken, 'a=b&c')
t.equal(parse('$deltatoken=x y').deltaToken, 'x y')
t.equal(parse('$schemaversion=*').schemaVersion, '*')
t.equal(parse('$id=urn:some:id').id, 'urn:some:id')
t.equal(parse('$skiptoken=\'"(').skipToken, '\'"(', 'opaque text is not tokenized')
t.match(parse('$expand=a($levels=max),b($levels=12)').expand, [{ options: { levels: 'max' } }, { options: { levels: 12 } }])

const faults: ReadonlyArray<readonly [string, string]> = [
  ['$top=-1', '$top: expected a non-negative integer at position 1, found "-1".'],
  ['$top=%2B1', '$top: expected a non-negative integer at position 1, found "+1".'],
  ['$top=1.0', '$top: expected a non-negative integer at position 1, found "1.0".'],
  ['$top=', '$top: expected a non-negative integer at position 1, found the end.'],
  ['$top= 1', '$top: expected a value for $top at position 1, found " ".'],
  ['$skip=ten', '$skip: expected a non-negative integer at position 1, found "ten".'],
  ['$top=1 2', '$top: expected the end at position 3, found "2".'],
  ['$count=1', '$count: expected "true" or "false" at position 1, found "1".'],
  ['$index=1.5', '$index: expected an integer at position 1, found "1.5".'],
  ['$skiptoken=', '$skiptoken: expected a value at position 1, found the end.'],
  ['$expand=a($levels=0)', '$expand: expected a positive integer or "max" at position 11, found "0".']
]

for (const [text, message] of faults) t.throws(() => parse(text), { message }, text)
