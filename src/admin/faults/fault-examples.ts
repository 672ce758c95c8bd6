/** Rules to begin with. Each of them fires. */
import type { Examples } from '../../http/openapi/documentation.js'

export const faultExamples: Examples = {
  throttledOnce: {
    summary: '429 once, with Retry-After',
    value: { effect: { kind: 'error', status: 429, retryAfter: 1 }, schedule: { times: 1 } }
  },
  slow: { summary: 'Every answer half a second late', value: { latency: { kind: 'fixed', ms: 500 } } },
  dropped: { summary: 'The next connection is dropped after the work was done', value: { effect: { kind: 'drop', when: 'after' }, schedule: { times: 1 } } },
  flaky: { summary: 'One in ten fails, the same ones in each run', value: { effect: { kind: 'error', status: 503 }, schedule: { probability: 0.1, seed: 1 } } },
  writesOfOneTenant: {
    summary: 'Writes of one tenant fail',
    value: { match: { methods: ['POST', 'PUT', 'PATCH', 'DELETE'], tenant: 'contoso' }, effect: { kind: 'error', status: 500 } }
  },
  ownAnswer: {
    summary: 'An answer of your own, with parts of the request in it',
    value: { effect: { kind: 'answer', status: 202, headers: { 'Retry-After': '5' }, json: { asked: '{{method}} {{path}}', by: '{{tenant}}' } }, schedule: { times: 1 } }
  },
  scenario: {
    summary: 'A scenario: fails at first, and succeeds once it was asked',
    value: { scenario: { name: 'recovery', state: 'started', next: 'recovered' }, effect: { kind: 'error', status: 503 } }
  }
}
