/** Rules that are often wanted. */
import type { FaultRule } from '../service/controls.js'

export interface Preset {
  readonly name: string
  readonly words: string
  readonly rule: FaultRule
}

export const presets: readonly Preset[] = [
  {
    name: 'Throttled once',
    words: 'The next request is a 429 with Retry-After: 2',
    rule: { description: 'Throttled once', effect: { kind: 'error', status: 429, retryAfter: 2 }, schedule: { times: 1, untilRetryAfter: true } }
  },
  { name: 'Slow', words: 'Every answer comes a second late', rule: { description: 'Slow', latency: { kind: 'fixed', ms: 1000 } } },
  {
    name: 'Shaky network',
    words: 'Answers take 80 ms, now and then much longer',
    rule: { description: 'Shaky network', latency: { kind: 'logNormal', medianMs: 80, sigma: 1, maxMs: 5000 } }
  },
  {
    name: 'One in ten',
    words: 'Of ten requests, one is a 503',
    rule: { description: 'One in ten fails', effect: { kind: 'error', status: 503 }, schedule: { probability: 0.1 } }
  },
  { name: 'Dropped', words: 'The next connection closes without an answer', rule: { description: 'Dropped connection', effect: { kind: 'drop' }, schedule: { times: 1 } } },
  {
    name: 'Lost answer',
    words: 'The next write is done, and its answer lost',
    rule: { description: 'Lost answer', match: { methods: ['POST', 'PUT', 'PATCH', 'DELETE'] }, effect: { kind: 'drop', when: 'after' }, schedule: { times: 1 } }
  },
  { name: 'Malformed', words: 'Bodies that are not JSON', rule: { description: 'Malformed bodies', effect: { kind: 'malformed' } } },
  { name: 'Trickle', words: '64 bytes of a body every 200 ms', rule: { description: 'Trickling bodies', effect: { kind: 'drip', chunkBytes: 64, everyMs: 200 } } },
  {
    name: 'Read only',
    words: 'Every write is a 503',
    rule: { description: 'Writes fail', match: { methods: ['POST', 'PUT', 'PATCH', 'DELETE'] }, effect: { kind: 'error', status: 503 } }
  }
]
