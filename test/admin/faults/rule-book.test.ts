/** The rules in order: which fires, what adds up, what is counted, and what a request sees of scenarios. */
import t from 'tap'
import { createRuleBook } from '../../../src/admin/faults/rule-book.js'
import type { RuleBook } from '../../../src/admin/faults/rule-book.js'
import type { FaultRule } from '../../../src/admin/faults/fault-rule.js'
import { graphCall } from '../../../src/admin/requests/graph-call.js'

const bookOf = (...rules: FaultRule[]): RuleBook => {
  const book = createRuleBook()
  for (const rule of rules) book.put(rule, rule.id ?? book.newId())
  return book
}
const call = (method = 'GET', tenant = 'default', application?: string) =>
  graphCall({ method, url: '/beta/officeConfiguration', tenant, application, headers: {} })
const at = (seconds: number): Date => new Date(seconds * 1000)
const error = (status: number) => ({ kind: 'error', status } as const)

t.test('the first effect has the last word, and delays before it add up', t => {
  const book = bookOf(
    { id: 'slow', latency: { kind: 'fixed', ms: 10 } },
    { id: 'patch', match: { methods: ['PATCH'] }, effect: error(500) },
    { id: 'slower', latency: { kind: 'fixed', ms: 5 }, effect: error(503) },
    { id: 'never', effect: error(504), latency: { kind: 'fixed', ms: 1000 } }
  )
  t.same(book.decide(call(), at(0)), { rules: ['slow', 'slower'], latencyMs: 15, effect: error(503) })
  t.same(book.decide(call('PATCH'), at(0)), { rules: ['slow', 'patch'], latencyMs: 10, effect: error(500) })
  t.same(book.list().map(({ hits }) => hits.fired), [2, 1, 1, 0])
  t.equal(book.decide(call('OPTIONS'), at(0)), undefined, 'a preflight is left alone')
  t.match(bookOf({ match: { methods: ['OPTIONS'] }, effect: error(500) }).decide(call('OPTIONS'), at(0)), { effect: { status: 500 } })
  t.end()
})

t.test('a rule is replaced where it stands, its counters begun anew; ids are not given twice', t => {
  const book = bookOf({ effect: error(500) }, { id: 'fault-3', effect: error(501) })
  book.decide(call(), at(0))
  t.same(book.put({ effect: error(502) }, 'fault-1'), { effect: error(502), id: 'fault-1', hits: { matched: 0, fired: 0, again: 0 } })
  t.same(book.list().map(({ id }) => id), ['fault-1', 'fault-3'])
  t.same([book.newId(), book.newId()], ['fault-2', 'fault-4'])
  t.same([book.remove('fault-1'), book.remove('fault-1'), book.size()], [true, false, 1])
  t.equal(book.find('fault-1'), undefined)
  t.end()
})

t.test('Retry-After holds for its client, and not for another', t => {
  const book = bookOf({ effect: { kind: 'error', status: 429, retryAfter: 10 }, schedule: { every: 2, untilRetryAfter: true } })
  const ask = (seconds: number, application: string) => book.decide(call('GET', 'default', application), at(seconds))?.effect
  t.same([ask(0, 'a'), ask(0, 'a')], [undefined, { kind: 'error', status: 429, retryAfter: 10 }])
  t.match(ask(3.5, 'a'), { retryAfter: 7, when: 'before' })
  t.equal(ask(3.5, 'b'), undefined)
  t.end()
})

t.test('answers are remembered while a rule needs them', t => {
  const book = bookOf({ effect: error(500) })
  t.equal(book.remembers(), false)
  book.put({ effect: { kind: 'stale' } }, 'old')
  t.equal(book.remembers(), true)
  book.clear()
  t.equal(book.remembers(), false)
  t.end()
})

t.test('a seed makes chance the same, and is shown when none was given', t => {
  const rule: FaultRule = { effect: error(500), schedule: { probability: 0.5, seed: 11 } }
  const draws = (book: RuleBook): boolean[] => Array.from({ length: 50 }, () => book.decide(call(), at(0)) !== undefined)
  t.same(draws(bookOf(rule)), draws(bookOf(rule)))
  t.type(bookOf({ effect: error(500), schedule: { probability: 0.5 } }).list()[0]?.schedule?.seed, 'number')
  t.equal(bookOf({ effect: error(500) }).list()[0]?.schedule, undefined)
  t.end()
})

t.test('all rules see the state that the request found', t => {
  const book = bookOf(
    { id: 'a', scenario: { name: 's', state: 'started', next: 'one' } },
    { id: 'b', scenario: { name: 's', state: 'one', next: 'two' }, effect: error(500) },
    { id: 'c', scenario: { name: 's', next: 'three' }, match: { methods: ['DELETE'] }, effect: error(503) }
  )
  t.same(book.decide(call(), at(0)), { rules: ['a'], latencyMs: 0, effect: undefined, moves: new Map([['s', 'one']]) })
  t.match(book.decide(call(), at(0)), { rules: ['b'], effect: { status: 500 } })
  t.match(book.decide(call('DELETE', 'contoso'), at(0)), { rules: ['a', 'c'] }, 'another tenant')
  t.same(book.scenarios.resolve('s').tenants, { default: 'two', contoso: 'three' }, 'the last move counts')
  t.equal(book.decide(call(), at(0)), undefined, 'no rule is for that state')
  t.end()
})
