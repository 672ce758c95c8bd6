/** A rule in words. */
import type { FaultRule } from '../service/controls.js'

export function matchWords ({ match = {} }: FaultRule): string {
  const { methods, path, tenant, application, operationId, headers } = match
  const parts = [
    methods === undefined ? 'any request' : methods.join(', '),
    path === undefined ? '' : `to ${path}`,
    tenant === undefined ? '' : `of tenant ${tenant}`,
    application === undefined ? '' : `by ${application}`,
    operationId === undefined ? '' : `for ${operationId}`,
    headers === undefined ? '' : `with ${Object.keys(headers).join(', ')}`
  ]
  return parts.filter(part => part !== '').join(' ')
}

export function effectWords ({ effect, latency, scenario }: FaultRule): string {
  const parts = [latencyWords(latency), effectPart(effect), scenario?.next === undefined ? '' : `moves ${scenario.name} to ${scenario.next}`]
  return parts.filter(part => part !== '').join(', then ')
}

function latencyWords (latency: FaultRule['latency']): string {
  switch (latency?.kind) {
    case undefined: return ''
    case 'fixed': return `waits ${latency.ms} ms`
    case 'uniform': return `waits ${latency.minMs} to ${latency.maxMs} ms`
    case 'logNormal': return `waits about ${latency.medianMs} ms`
  }
}

function effectPart (effect: FaultRule['effect']): string {
  const after = effect !== undefined && 'when' in effect && effect.when === 'after' ? ' after it was carried out' : ''
  switch (effect?.kind) {
    case undefined: return ''
    case 'error': return `${effect.status}${effect.retryAfter === undefined ? '' : ` with Retry-After: ${effect.retryAfter}`}${after}`
    case 'drop': return `drops the connection${after}`
    case 'reset': return 'resets the connection within the body'
    case 'truncate': return 'ends the body early'
    case 'malformed': return 'sends a body that is not JSON'
    case 'drip': return `sends ${effect.chunkBytes ?? 'few'} bytes every ${effect.everyMs ?? 'few'} ms`
    case 'stale': return 'answers what it answered before'
    case 'answer': return `answers ${effect.status ?? 200} of your own${after}`
    case 'asynchronous': return `takes ${effect.takesMs ?? 0} ms where it is asynchronous${effect.status === undefined ? '' : `, then fails with ${effect.status}`}`
  }
}

export function scheduleWords ({ schedule = {} }: FaultRule): string {
  const { after, every, probability, times, until, untilRetryAfter } = schedule
  const parts = [
    after === undefined ? '' : `after ${after}`,
    every === undefined ? '' : `one in ${every}`,
    probability === undefined ? '' : `${Math.round(probability * 1000) / 10} %`,
    times === undefined ? '' : times === 1 ? 'once' : `${times} times`,
    until === undefined ? '' : `until ${until}`,
    untilRetryAfter === true ? 'until Retry-After has passed' : ''
  ]
  return parts.filter(part => part !== '').join(', ')
}
