/** `$filter` over rows in the database (OData-URL 4.01, section 5.1.1), the same on both. */
import { errorOf, onBothDatabases } from '../support/service.js'
import { ROWS, checkIns, devices, seed } from '../support/check-ins.js'

const all = checkIns.map(({ deviceName }) => deviceName)

/** Filter, and the devices it leaves; `not` of it must leave the others. */
type Cases = ReadonlyArray<readonly [filter: string, devices: ReadonlyArray<string | null>]>

function suite (title: string, cases: Cases): void {
  onBothDatabases(title, async (t, { call }) => {
    await seed(call)
    for (const [filter, expected] of cases) t.same(await devices(call, `$filter=${filter}`), expected, filter)
  })
}

suite('5.1.1.1 comparison; null equals null, and is neither less nor greater', [
  ["deviceName eq 'a1'", ['a1']],
  ["deviceName ne 'a1'", all.filter(name => name !== 'a1')],
  ["'a1' eq deviceName", ['a1']],
  ['deviceName eq null', [null]],
  ['deviceName ne null', all.filter(name => name !== null)],
  ['null eq null', all],
  ['null ne null', []],
  ["deviceName gt 'a1'", ['a2', 'b2', 'ä1', '😀x']],
  ["deviceName le 'a1'", ['a1', 'B1', '10', '9']],
  ["not (deviceName gt 'a1')", ['a1', 'B1', null, '10', '9']],
  ["not (deviceName le 'a1')", ['a2', 'b2', null, 'ä1', '😀x']],
  ['deviceName gt null', []],
  ['not (deviceName gt null)', all],
  ["not (deviceName eq 'a1')", all.filter(name => name !== 'a1')],
  ['devicePlatformVersion eq devicePlatform', [null]],
  ['wasSuccessful', ['a1', 'B1', null, '10', '9']],
  ['not wasSuccessful', ['a2', 'b2', 'ä1', '😀x']],
  ['wasSuccessful eq false', ['a2', 'b2', 'ä1', '😀x']],
  ['wasSuccessful gt false', ['a1', 'B1', null, '10', '9']],
  ["deviceName in ('a1','b2','zz')", ['a1', 'b2']],
  ["deviceName in ('a1',null)", ['a1', null]],
  ["not (deviceName in ('a1',null))", all.filter(name => name !== 'a1' && name !== null)],
  ["'p' in appliedPolicies", ['a1', 'b2', 'ä1', '9']],
  ["errorMessage eq ''", ['9']],
  ["errorMessage eq 'it''s'", ['ä1']]
])

suite('5.1.1.1 instants are compared exactly, whatever their offset', [
  ['checkinDateTime eq 2026-01-01T09:00:00Z', ['a2']],
  ['checkinDateTime eq 2026-01-01T11:00:00+01:00', ['a1', 'ä1']],
  ['checkinDateTime gt 2026-01-01T09:00:00Z and checkinDateTime lt 2026-01-01T09:00:00.000001Z', ['B1']],
  ['checkinDateTime gt 2026-01-01T09:00:00.000000099999Z and checkinDateTime le 2026-01-01T09:00:00.0000001Z', ['B1']],
  ['checkinDateTime lt 0001-01-01T00:00:00.000000000001Z', ['9']],
  ['checkinDateTime in (2026-01-02T00:00:00Z,2026-01-31T19:00:00-05:00)', [null, '10']],
  ['year(checkinDateTime) eq 2025', ['b2']],
  ['hour(checkinDateTime) eq 11', ['a2']],
  ['date(checkinDateTime) eq 2026-01-03', ['😀x']],
  ['time(checkinDateTime) eq 12:30:15.25', ['😀x']],
  ['totaloffsetminutes(checkinDateTime) ne 0', ['a2', '😀x']],
  ['fractionalseconds(checkinDateTime) eq 0.25', ['😀x']],
  ["checkinDateTime add duration'PT1H' eq 2026-01-01T11:00:00Z", ['a1', 'ä1']],
  ["checkinDateTime sub 2026-01-01T10:00:00Z gt duration'P30D'", ['10']],
  ['checkinDateTime lt now()', all.filter((_name, index) => Date.parse(checkIns[index]!.checkinDateTime) < Date.now())]
])

suite('5.1.1.14 precedence: not > and > or', [
  ["not wasSuccessful and devicePlatform eq 'macOS'", ['b2']],
  ["not (wasSuccessful and devicePlatform eq 'macOS')", ['a1', 'a2', 'b2', null, 'ä1', '9', '😀x']],
  ["devicePlatform eq 'macOS' or wasSuccessful and deviceName eq 'a1'", ['a1', 'B1', 'b2', '10']],
  ["(devicePlatform eq 'macOS' or wasSuccessful) and deviceName eq 'a1'", ['a1']],
  ["deviceName eq 'a1' or deviceName eq 'a2' and wasSuccessful", ['a1']],
  ['not wasSuccessful eq false', ['a1', 'B1', null, '10', '9']]
])

suite('5.1.1.14 precedence: multiplication before addition, comparison before equality, from the left', [
  ['2 add 3 mul 4 eq 14', all],
  ['(2 add 3) mul 4 eq 14', []],
  ['2 mul 3 add 4 eq 10', all],
  ['10 sub 4 sub 3 eq 3', all],
  ['10 sub (4 sub 3) eq 9', all],
  ['100 div 10 div 5 eq 2', all],
  ['100 div 10 mul 5 eq 50', all],
  ['17 mod 10 mod 4 eq 3', all],
  ['-2 add 3 eq 1', all],
  ['- length(deviceName) add 3 eq 1', ['a1', 'a2', 'B1', 'b2', 'ä1', '10', '😀x']],
  ['1 gt 2 eq false', all],
  ['true eq 1 lt 2', all],
  ['1 add 1 gt 1 eq wasSuccessful', ['a1', 'B1', null, '10', '9']],
  ['7 div 2 eq 3', all],
  ['-7 div 2 eq -3', all],
  ['-7 mod 2 eq -1', all],
  ['7 divby 2 eq 3.5', all],
  ['0.1 add 0.2 eq 0.3', all],
  ['0.3 sub 0.1 eq 0.2 and 0.1 mul 3 eq 0.3', all],
  ['1 divby 0 eq INF and 1e0 div 0 eq INF and -1e0 div 0 eq -INF', all],
  ['0e0 div 0 ne NaN and not (0e0 div 0 eq NaN)', all],
  ['length(deviceName) divby (length(deviceName) sub 2) eq INF', ['a1', 'a2', 'B1', 'b2', 'ä1', '10', '😀x']],
  ["duration'PT1H' divby 2 eq duration'PT30M'", all],
  ['7.0 div 2 eq 3.5', all]
])

suite('5.1.1.7.1 matchesPattern: regular expressions of ECMAScript', [
  ["matchesPattern(deviceName,'^[ab]\\d$')", ['a1', 'a2', 'b2']],
  ["matchespattern(deviceName,'^.x$')", ['😀x']],
  ["matchesPattern(deviceName,'^\\w')", ['a1', 'a2', 'B1', 'b2', '10', '9']],
  ["matchesPattern(deviceName,'^\\W')", ['ä1', '😀x']],
  ["not matchesPattern(deviceName,'1')", ['a2', 'b2', '9', '😀x']],
  ["matchesPattern(deviceName,'')", all.filter(name => name !== null)],
  ["matchesPattern(errorMessage,'it''s|^100%')", ['b2', 'ä1']],
  ["matchesPattern(userPrincipalName,'^u[1-3]@(?:contoso|fabrikam)\\.com$') and wasSuccessful", ['a1', 'B1']],
  ["matchesPattern(tolower(errorMessage),'time(?<rest>out){1,2}$')", ['a2', '😀x']],
  ["appliedPolicies/any(p:matchesPattern(p,'^[P-R]$'))", ['😀x']],
  ["matchesPattern(deviceName,@p)&@p='^a'", ['a1', 'a2']],
  ['matchesPattern(deviceName,null) eq null', all],
  ["matchesPattern(deviceName,'\\b1\\b')", ['ä1']]
])

onBothDatabases('5.1.1.7.1 matchesPattern: what is no pattern, or one that both databases do not match alike', async (t, { call }) => {
  await seed(call)
  const cases: ReadonlyArray<readonly [string, number, string]> = [
    ["matchesPattern(deviceName,'a(b')", 400, '$filter: expected ")" for the group at position 29, found "(b".'],
    ["matchesPattern(deviceName,'it''s[')", 400, '$filter: expected "]" for the class at position 33, found "[".'],
    ["matchesPattern(deviceName,'a{2')", 400, '$filter: expected "{n}", "{n,}" or "{n,m}"; "\\{" for the character itself at position 29, found "{2".'],
    ["matchesPattern(deviceName,'(a{50}){50}')", 400, '$filter: expected a pattern of at most 150 characters, repetitions written out at position 28, found "(a{50}){50}".'],
    ["matchesPattern(deviceName,'(a)\\1')", 501, 'A backreference in a pattern is not supported by this service.'],
    ["matchesPattern(deviceName,'a(?=b)')", 501, 'Looking ahead or behind in a pattern is not supported by this service.'],
    ["matchesPattern(deviceName,'\\p{L}')", 501, 'A Unicode property in a pattern is not supported by this service.'],
    ['matchesPattern(deviceName,userId)', 501, 'matchesPattern with a pattern that is not a literal is not supported by this service.']
  ]
  for (const [filter, status, message] of cases) {
    const response = await call('GET', `${ROWS}?$filter=${encodeURIComponent(filter)}`)
    t.equal(response.statusCode, status, filter)
    t.equal(errorOf(response)['message'], message)
  }
})

suite('5.1.1.5 string functions; every character is one, and none is special', [
  ["contains(errorMessage,'%')", ['b2']],
  ["contains(errorMessage,'_')", ['b2']],
  ["contains(errorMessage,'it''s')", ['ä1']],
  ["contains(errorMessage,'timeout')", []],
  ["contains(tolower(errorMessage),'timeout')", ['a2', '😀x']],
  ["contains(errorMessage,'')", ['a2', 'b2', 'ä1', '9', '😀x']],
  ["not contains(errorMessage,'Time')", ['b2', 'ä1', '9', '😀x']],
  ["startswith(deviceName,'a')", ['a1', 'a2']],
  ["endswith(deviceName,'1')", ['a1', 'B1', 'ä1']],
  ['length(deviceName) eq 2', ['a1', 'a2', 'B1', 'b2', 'ä1', '10', '😀x']],
  ["indexof(deviceName,'x') eq 1", ['😀x']],
  ["substring(deviceName,1) eq 'x'", ['😀x']],
  ["substring(deviceName,0,1) eq '😀'", ['😀x']],
  ["substring('abc',-1) eq 'c' and substring('abc',-9) eq 'abc' and substring('abc',-2,1) eq 'b'", all],
  ["substring(deviceName,-1) eq '1'", ['a1', 'B1', 'ä1']],
  ["cast('2026-01-01T00:00:00',Edm.DateTimeOffset) eq 2026-01-01T00:00:00Z", all],
  ["cast('INF',Edm.Double) eq INF and cast('-INF',Edm.Double) eq -INF and cast('NaN',Edm.Double) ne NaN", all],
  ["cast(12:00:00,Edm.String) eq '12:00:00' and cast(12:00:00.500,Edm.String) eq '12:00:00.5'", all],
  ['cast(INF,Edm.Decimal) eq null and cast(INF,Edm.Int32) eq null', all],
  ["toupper(deviceName) eq 'Ä1'", ['ä1']],
  ["tolower(deviceName) eq 'b1'", ['B1']],
  ["trim(concat(' ',deviceName)) eq 'a1'", ['a1']],
  ["concat(deviceName,'!') eq 'a1!'", ['a1']],
  ["indexof(deviceName,'zz') eq -1", all.filter(name => name !== null)]
])

suite('5.1.1.13 lambda operators over a collection of strings', [
  ["appliedPolicies/any(p:p eq 'p')", ['a1', 'b2', 'ä1', '9']],
  ["appliedPolicies/all(p:p eq 'p')", ['a2', 'b2', '10', '9']],
  ['appliedPolicies/any()', ['a1', 'B1', 'b2', null, 'ä1', '9', '😀x']],
  ['not appliedPolicies/any()', ['a2', '10']],
  ['appliedPolicies/any(p:p eq null)', [null]],
  ['appliedPolicies/$count eq 2', ['a1', 'ä1', '9']],
  ["appliedPolicies/$count($filter=$this eq 'p') gt 1", ['9']],
  ["appliedPolicies/any(p:startswith(deviceName,'a') and p eq 'q')", ['a1']],
  ["appliedPolicies/any(p:tolower(p) eq 'p' and p ne 'p')", ['😀x']]
])

suite('5.1.1.10 and 5.1.1.11 cast, isof, case', [
  ['cast(deviceName,Edm.Int32) eq 10', ['10']],
  ['cast(deviceName,Edm.Int32) gt 8', ['10', '9']],
  ["cast(wasSuccessful,Edm.String) eq 'true'", ['a1', 'B1', null, '10', '9']],
  ["case(wasSuccessful:'ok',true:'failed') eq 'failed'", ['a2', 'b2', 'ä1', '😀x']],
  ['isof(microsoft.graph.officeClientCheckinStatus)', all],
  ["$it/deviceName eq 'a1'", ['a1']],
  ["DEVICENAME EQ 'a1' AND WasSuccessful", ['a1']]
])

onBothDatabases('5.3 parameter aliases', async (t, { call }) => {
  await seed(call)
  t.same(await devices(call, "$filter=deviceName eq @n or contains(errorMessage,@m)&@n='a1'&@m='%'"), ['a1', 'b2'])
  t.same(await devices(call, '$filter=deviceName eq @n'), [null], 'an alias without a value is null')
  t.same(await devices(call, '$filter=deviceName in @list&@list=["a1","9"]'), ['a1', '9'])
})

onBothDatabases('what cannot be computed is a 400', async (t, { call }) => {
  await seed(call)
  t.equal(
    await devices(call, "$filter=substring(deviceName,1,-1) eq ''"),
    '$filter: expected a length that is not less than zero at position 24, found -1.'
  )
  t.equal(
    await devices(call, '$filter=length(substring(deviceName,0,length(deviceName) sub 2)) ge 0'),
    'The length of a substring is less than zero.'
  )
  t.equal(await devices(call, '$filter=1 div 0 eq 1'), 'Division by zero.')
  t.equal(await devices(call, '$filter=1.5 div 0 eq 1'), 'Division by zero.')
  t.equal(
    await devices(call, '$filter=(length(deviceName) sub 2) divby (length(deviceName) sub 2) gt 0'),
    'The result is not a number.'
  )
  t.equal(await devices(call, '$filter=length(deviceName) div (length(deviceName) sub 2) eq 1'), 'Division by zero.')
  t.equal(await devices(call, '$filter=9223372036854775807 add length(userId) gt 0'), 'The result does not fit Edm.Int64.')
  t.same(await devices(call, '$filter=length(deviceName) ne 2 and 1 div (length(deviceName) sub 2) eq -1'), ['9'], '"and" stops at false')
})

onBothDatabases('what does not fit is a 400 that says where and what was expected', async (t, { call }) => {
  await seed(call)
  const cases: ReadonlyArray<readonly [string, string | RegExp]> = [
    ['$filter=deviceName gt 5', /^\$filter: expected operands of one type for "gt" at position 12, found Edm\.String and Edm\.Int32\./],
    ["$filter=devicName eq 'x'", /position 1, .*Did you mean "deviceName"\?$/],
    ["$filter=contians(deviceName,'x')", /position 1, .*Did you mean "contains"\?$/],
    ['$filter=deviceName', /^\$filter: expected Edm\.Boolean at position 1, found Edm\.String/],
    ['$filter=', /^\$filter: expected an expression at position 1, found the end/],
    ["$filter=deviceName eq 'x' and", /position 22, found the end/],
    ["$filter=deviceName eq 'x", /^\$filter: /],
    ['$filter=(wasSuccessful', /found the end/],
    ['$filter=wasSuccessful&$filter=wasSuccessful', /\$filter/],
    ['$filter=checkinDateTime eq \'2026-01-01T00:00:00Z\'', /without|quotes/i],
    ['$filter=appliedPolicies eq \'p\'', /Collection/],
    [`$filter=${'tolower('.repeat(150)}deviceName${')'.repeat(150)} eq 'a'`, /\$filter: .*nested deeper than 100 levels/]
  ]
  for (const [query, message] of cases) t.match(await devices(call, query), message, query.slice(0, 60))
  t.match(await devices(call, "$filter=deviceName has microsoft.graph.x'y'"), /qualified name of an enumeration/)
})
