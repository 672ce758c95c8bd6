/** `x-fault` as it is read: each effect with its parameters, and what is refused. */
import t from 'tap'
import { parseFaultHeader } from '../../../src/admin/faults/fault-header.js'

const schedule = { times: 1 }

t.test('effects by their kind, an error by its status', t => {
  const cases: ReadonlyArray<readonly [header: string, rule: object]> = [
    ['429', { effect: { kind: 'error', status: 429 } }],
    ['503;retry-after=2;code=busy;message="a; \\"b\\"";when=after', {
      effect: { kind: 'error', status: 503, retryAfter: 2, code: 'busy', message: 'a; "b"', when: 'after' }
    }],
    ['retry-after-date=5; 429', { effect: { kind: 'error', status: 429, retryAfter: 5, retryAfterFormat: 'date' } }],
    ['DROP;When=after', { effect: { kind: 'drop', when: 'after' } }],
    ['reset;fraction=0.2', { effect: { kind: 'reset', fraction: 0.2 } }],
    ['truncate', { effect: { kind: 'truncate' } }],
    ['malformed', { effect: { kind: 'malformed' } }],
    ['drip', { effect: { kind: 'drip', chunkBytes: 64, everyMs: 50 } }],
    ['drip;chunk=10;every=100', { effect: { kind: 'drip', chunkBytes: 10, everyMs: 100 } }],
    ['stale', { effect: { kind: 'stale' } }],
    ['delay=20', { latency: { kind: 'fixed', ms: 20 } }],
    ['500;delay=100-300', { effect: { kind: 'error', status: 500 }, latency: { kind: 'uniform', minMs: 100, maxMs: 300 } }],
    ['drop;id=a;times=3', { id: 'a', effect: { kind: 'drop' }, schedule: { times: 3 } }]
  ]
  for (const [header, rule] of cases) t.same(parseFaultHeader(header), { schedule, ...rule }, header)
  t.end()
})

t.test('what cannot be read says what is wrong', t => {
  const cases: ReadonlyArray<readonly [header: string, message: RegExp]> = [
    ['', /names neither an effect nor a delay/],
    ['x'.repeat(1025), /longer than 1024/],
    ['429;;', /cannot be read at ';'/],
    ['429;500', /names two effects/],
    ['429;colour=red', /no parameter 'colour'/],
    ['retry-after=2', /'retry-after' without an effect/],
    ['explode', /'effect' needs a 'kind' that is known/],
    ['error', /lacks the member 'status'/],
    ['200', /must be >= 400/],
    ['429;retry-after=x', /'effect\/retryAfter'/],
    ['drop;retry-after=2', /'effect' has an unknown member 'retryAfter'/],
    ['drip;chunk=0', /'effect\/chunkBytes' must be >= 1/],
    ['delay=1-0x', /'latency\/maxMs'/]
  ]
  for (const [header, message] of cases) t.throws(() => parseFaultHeader(header), { status: 400, message }, header.slice(0, 30))
  t.end()
})
