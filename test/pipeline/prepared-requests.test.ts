/** Requests of one shape are prepared once, whatever their literals are, and are answered as if each had been prepared for itself. */
import t from 'tap'
import type { LiteralKind } from '../../src/odata/url/ast.js'
import { lex } from '../../src/odata/url/lexer.js'
import { dialects } from '../support/databases.js'
import { expressions } from '../support/evaluate/arbitrary.js'
import { printUrl } from '../support/evaluate/print-url.js'
import { fc, runs, seed } from '../support/property.js'
import { answer, ask, encode, openStore, services } from './kept-and-plain.js'

const RUNS = runs(150)

/** Queries in one line are of one shape and prepared once; in the next, the literal makes a difference and each is prepared for itself. */
const once: ReadonlyArray<readonly string[]> = [
  ["$filter=deviceName eq 'a1'", "$filter=deviceName eq 'a2'", "$filter=deviceName eq 'it''s'", '$filter=deviceName eq \'100% _"\\\''],
  ["$filter=contains(deviceName,'a') and wasSuccessful&$orderby=deviceName&$count=true", "$filter=contains(deviceName,'b') and wasSuccessful&$orderby=deviceName&$count=true"],
  ['$filter=checkinDateTime ge 2026-01-01T00:00:00Z', '$filter=checkinDateTime ge 2026-01-01T11:00:00.5+02:00'],
  ['$filter=length(deviceName) gt 1', '$filter=length(deviceName) gt 2', '$filter=length(deviceName) gt -3'],
  ['$filter=length(deviceName) eq 2.5', '$filter=length(deviceName) eq 2.0'],
  ['$filter=year(checkinDateTime) add 1 eq 2027', '$filter=year(checkinDateTime) add 2 eq 2027'],
  ['$filter=length(deviceName) divby 2 eq 1', '$filter=length(deviceName) divby 4 eq 2'],
  ["$filter=deviceName in ('a1','b2')", "$filter=deviceName in ('b2','b2')"],
  ["$filter=appliedPolicies/any(p:p eq 'q')", "$filter=appliedPolicies/any(p:p eq 'r')"],
  ["$filter=startswith(deviceName,@a) or userId eq @a&@a='a'", "$filter=startswith(deviceName,@a) or userId eq @a&@a='u1'"],
  ["$apply=filter(userId eq 'u1')/groupby((devicePlatform),aggregate($count as n))", "$apply=filter(userId eq 'u2')/groupby((devicePlatform),aggregate($count as n))"],
  ['$filter=date(checkinDateTime) gt 2026-01-01', '$filter=date(checkinDateTime) gt 2025-12-31'],
  ['$filter=time(checkinDateTime) gt 10:00', '$filter=time(checkinDateTime) gt 11:00:00.5'],
  ["$filter=userId ne 'u1' and checkinDateTime gt 2026-01-01T00:00:00Z sub duration'P1D'", "$filter=userId ne 'u2' and checkinDateTime gt 2026-01-01T00:00:00Z sub duration'P1D'"]
]
const apart: ReadonlyArray<readonly string[]> = [
  ["$filter=endswith(deviceName,'1')", "$filter=endswith(deviceName,'')", "$filter=endswith(deviceName,'x')"],
  ['$filter=checkinDateTime gt 2026-01-01T00:00:00Z sub duration\'P1D\'', '$filter=checkinDateTime gt 2026-02-01T00:00:00Z sub duration\'P1D\''],
  ['$filter=length(deviceName) gt 1', '$filter=length(deviceName) gt 3000000000', '$filter=length(deviceName) gt 1.5', '$filter=length(deviceName) gt 1e0', '$filter=length(deviceName) gt INF', '$filter=length(deviceName) gt NaN'],
  ["$filter=deviceName in ('a1','b2')", "$filter=deviceName in ('a1','b2','b1')", "$filter=deviceName in ('a1',null)"],
  ['$filter=1 div 0 eq 1', '$filter=1 div 1 eq 1', '$filter=1 div 2 eq 1'],
  ['$orderby=deviceName&$top=2', '$orderby=deviceName&$top=3'],
  ["$compute=concat(deviceName,'x') as y&$select=y", "$compute=concat(deviceName,'z') as y&$select=y"],
  ['$search=a1', '$search=a2'],
  ["$filter=deviceName eq 'a1'&$format=json", "$filter=deviceName eq 'a1'&$format=application/json"]
]

/** Queries about the time. At the end of time the last one cannot be computed ahead, and fails for the rows that it is evaluated for. */
const about = [
  '$filter=checkinDateTime lt now()',
  "$filter=checkinDateTime gt now() sub duration'P1D'&$orderby=deviceName",
  "$filter=now() sub checkinDateTime gt duration'P30D' and userId ne 'u1'",
  '$compute=now() as n,year(now()) as y&$select=n,y&$top=1',
  '$apply=filter(checkinDateTime le now())/aggregate($count as n)',
  "$filter=wasSuccessful or checkinDateTime lt now() add duration'P1D'"
]
const times = ['2026-01-01T00:00:00.000000000000', '2026-02-01T10:00:00.500000000000', '9999-12-31T12:00:00.000000000000', '0001-01-01T00:00:00.000000000000']

for (const dialect of dialects) {
  t.test(dialect, async t => {
    const store = await openStore(t, dialect)

    for (const [queries, wanted] of [...once.map(line => [line, 1] as const), ...apart.map(line => [line, line.length] as const)]) {
      const { kept, plain, made } = services(store)
      for (const query of queries.map(encode)) t.equal(await answer(kept, query), await answer(plain, query), decodeURIComponent(query))
      t.equal(made(), wanted, `${queries[0] ?? ''}: prepared`)
    }

    const timed = services(store)
    for (const query of about.map(encode)) {
      for (const now of times) {
        t.equal(await answer(timed.kept, query, { now }), await answer(timed.plain, query, { now }), `${decodeURIComponent(query)} at ${now}`)
      }
    }
    t.equal(timed.made(), about.length, 'the time is a parameter')

    const { kept, plain, made } = services(store)
    for (const [first = '', second = ''] of [
      ['$filter=checkinDateTime eq 2026-01-31T00:00:00Z', '$filter=checkinDateTime eq 2026-02-31T00:00:00Z'],
      ["$filter=userId ge 'u1'", '$filter=userId ge 5'],
      ["$filter=userId ge 'u1'", "$filter=userId ge 'u\u0000'"],
      ["$filter=matchesPattern(userId,'u[1-3]')", "$filter=matchesPattern(userId,'u[1-')"]
    ]) {
      for (const query of [first, second, first, second].map(encode)) t.equal(await answer(kept, query), await answer(plain, query), query)
    }

    const pages = made()
    const [one, two] = ['u', 'U'].map(text => encode(`$filter=not contains(userId,'${text}x')&$orderby=deviceName desc`))
    const nextOf = (text: string): string => String((JSON.parse(text) as Record<string, unknown>)['@odata.nextLink'])
    const links = [nextOf(await ask(kept, one ?? '')), nextOf(await ask(kept, two ?? ''))]
    t.equal(made(), pages + 1, 'a first page is prepared once')
    t.match(links, [/\?\$filter=not%20contains\(userId%2C'ux'\)&\$orderby=deviceName%20desc&\$skiptoken=/, /'Ux'/], 'a next link repeats the request it is the answer to')
    const token = /\$skiptoken=.*/.exec(links[0] ?? '')?.[0] ?? ''
    t.match(await answer(kept, `${one ?? ''}&${token}`), /"value":\[\{/)
    t.match(await answer(kept, `${two ?? ''}&${token}`), /400 \$skiptoken: .* belongs to another request/)

    t.comment(`PROPERTY_SEED=${seed} PROPERTY_RUNS=${RUNS}`)
    const random = services(store)
    let asked = 0
    let message: unknown
    await fc.assert(fc.asyncProperty(queries, async lines => {
      for (const query of lines.map(encode)) {
        asked++
        const [found, wanted] = [await answer(random.kept, query), await answer(random.plain, query)]
        if (found !== wanted && ![found, wanted].some(raised)) throw new Error(`${decodeURIComponent(query)} gives\n${found}\n  instead of\n${wanted}\n  after\n${lines.join('\n')}`)
      }
    }), { seed, numRuns: RUNS }).catch((thrown: unknown) => { message = thrown instanceof Error ? String(thrown.cause ?? thrown) : thrown })
    t.equal(message, undefined, 'random filters with other literals')
    t.comment(`${random.made()} of ${asked} requests were prepared`)
    t.ok(random.made() < asked * 0.8, 'many of them out of what was there')
  })
}

/**
 * Whether an operand that nothing depends on is evaluated at all, and fails, is the database's choice: PostgreSQL decides by what it knows
 * of the parameters when it plans.
 */
const raised = (text: string): boolean => /^400 (The result does not fit|Division by zero|The length of a substring)/.test(text)

/** Other literals of the same kinds; now and then the same. */
const others: Readonly<Partial<Record<LiteralKind, fc.Arbitrary<string>>>> = {
  string: fc.constantFrom("''", "'a'", "'a1'", "'P1D'", "'%'", "'it''s'", "'😀'", "'u1'", "'12'", "'2026-01-01'"),
  int32: fc.constantFrom('0', '1', '2', '-1', '12', '2147483647', '-2147483648'),
  int64: fc.constantFrom('3000000000', '9223372036854775807', '-9223372036854775808'),
  decimal: fc.constantFrom('0.5', '1.0', '2.25', '99999999999999999999'),
  double: fc.constantFrom('1e0', '5e-1', '1e300'),
  date: fc.constantFrom('2026-01-01', '0001-01-01', '9999-12-31', '2026-02-31'),
  dateTimeOffset: fc.constantFrom('2026-01-01T10:00:00Z', '2026-01-01T12:00:00.0000000+02:00', '0001-01-01T00:00:00Z', '2026-02-31T00:00:00Z'),
  timeOfDay: fc.constantFrom('00:00', '10:00:00.5', '23:59:59')
}

/** A filter, and the same with other literals. */
const queries = expressions(3).bool.chain(filter => {
  const text = printUrl(filter)
  return fc.array(varied(text), { minLength: 3, maxLength: 3 }).map(texts => [text, ...texts].map(filter => `$filter=${filter}&$orderby=deviceName&$count=true`))
})

function varied (text: string): fc.Arbitrary<string> {
  const parts: Array<fc.Arbitrary<string>> = []
  let copied = 0
  for (let token = lex(text, 0); token.kind !== 'end' && token.kind !== 'invalid'; token = lex(text, token.end)) {
    const other = token.kind === 'literal' && !/INF|NaN/.test(token.text) ? others[token.literalKind ?? 'null'] : undefined
    if (other === undefined) continue
    parts.push(fc.constant(text.slice(copied, token.start)), fc.oneof(other, fc.constant(text.slice(token.start, token.end))))
    copied = token.end
  }
  return fc.tuple(...parts, fc.constant(text.slice(copied))).map(texts => texts.join(''))
}
