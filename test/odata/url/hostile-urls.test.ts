/** Hostile input is a 400 within milliseconds. */
import { limits } from '../../../src/base/limits.js'
import t from 'tap'
import { parseUrl } from '../../../src/odata/url/parse-url.js'

const MILLISECONDS = 500

/** Right up to the greatest length. */
const fill = (text: string, prefix = ''): string => prefix + text.repeat(Math.floor((limits.optionLength.most - prefix.length) / text.length))

const hostile: Readonly<Record<string, string>> = {
  '100,000 parentheses': `a?$filter=${'('.repeat(100_000)}`,
  'parentheses within the length': `a?$filter=${fill('(')}`,
  'not not not': `a?$filter=${fill('not ')}`,
  'minus minus minus': `a?$filter=${fill('-')}`,
  'a chain of and': `a?$filter=${fill(' and a', 'a')}`,
  'a path of casts': `a?$filter=${fill('/N.T', 'a')}`,
  brackets: `a?$filter=${fill('[')}`,
  braces: `a?$filter=${fill('{"a":')}`,
  calls: `a?$filter=${fill('f(')}`,
  cases: `a?$filter=${fill('case(a:')}`,
  casts: `a?$filter=${fill('cast(')}`,
  lambdas: `a?$filter=${fill('a/any(a:')}`,
  keys: `a?$filter=${fill('(1)', 'a')}`,
  counts: `a?$filter=${fill('a/$count($filter=')}`,
  'a long list': `a?$filter=${fill('1,', 'a in (')}`,
  'a long array': `a?@p=${fill('1,', '[')}`,
  'a long name': `a?$filter=${fill('a')}`,
  'a long Unicode name': `a?$filter=${fill('é')}`,
  'a long qualified name': `a?$filter=${fill('a.')}`,
  'an open string': `a?$filter=${fill("''", "'")}`,
  'an open JSON string': `a?$filter=${fill('\\"', '["')}`,
  'a long enumeration': `a?$filter=${fill('a,', "A.B'")}'`,
  'a mistyped operator': `a?$filter=${fill('x', 'a ')}`,
  'search parentheses': `a?$search=${fill('(')}`,
  'search NOT': `a?$search=${fill('NOT ')}`,
  'search words': `a?$search=${fill('a ')}`,
  'search OR': `a?$search=${fill('a OR ')}`,
  'nested $expand': `a?$expand=${fill('a($expand=')}`,
  'nested $select': `a?$select=${fill('a($select=')}`,
  'select items': `a?$select=${fill('a,')}`,
  'nested transformations': `a?$apply=${fill('concat(')}`,
  'a chain of transformations': `a?$apply=${fill('/identity', 'identity')}`,
  'many options': `a?${'a=1&'.repeat(100_000)}`,
  'a long unknown option': `a?$${'x'.repeat(100_000)}=1`,
  'a long alias': `a?@${'x'.repeat(100_000)}=1`,
  'many segments': 'a/'.repeat(100_000),
  'a long path': 'a'.repeat(100_000),
  'path parentheses': fill('(', 'a'),
  'path keys': fill('(1)', 'a'),
  'open filters in the path': '$filter(/'.repeat(99)
}

for (const [title, url] of Object.entries(hostile)) {
  const started = performance.now()
  t.throws(() => parseUrl(url), { name: 'ODataError', status: 400, message: /^.{1,400}$/ }, title)
  t.ok(performance.now() - started < MILLISECONDS, `${title} is refused in time`)
}

const ids = (count: number): string => Array.from({ length: count }, (_, index) => `id eq '${index}'`).join(' or ')
t.doesNotThrow(() => parseUrl(`a?$filter=${ids(limits.links.most / 2)}`), 'a long but honest filter')
t.doesNotThrow(() => parseUrl(`a?$filter=id in (${Array(5_000).fill("'x'").join(',')})`), 'a long but honest list')
t.throws(() => parseUrl(`a?$filter=${ids(limits.links.most)}`), { message: '$filter: more than 2000 operators, path segments and transformations.' })
t.throws(() => parseUrl(`a?$top=${'1'.repeat(limits.optionLength.most + 1)}`), { message: '$top: longer than 65536 characters.' })
