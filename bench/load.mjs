// One run of the load generator: so many requests, over some connections, each connection sending its next when the last is answered.
// A run is a number of requests, not a time: then nothing is cut off, and nothing of it still works when the next run begins.
import autocannon from 'autocannon'

/** Answers a second and the median time of one, in milliseconds. `change`: of each request, what is sent. */
export async function load ({ url }, { path, change, method = 'GET', headers, body, connections, requests }) {
  const times = []
  const each = change === undefined ? {} : { requests: [{ setupRequest: change }] }
  let started, last
  const result = await new Promise((resolve, reject) => {
    const run = autocannon({ url: `${url}${path}`, method, headers, body, connections, amount: requests, sampleInt: 100, timeout: 120, ...each }, (error, result) => error ? reject(error) : resolve(result))
    run.on('start', () => { started = performance.now() })
    run.on('response', (_client, _status, _bytes, time) => {
      times.push(time)
      last = performance.now()
    })
  })
  const { errors, non2xx } = result
  if (errors + non2xx > 0 || times.length === 0) throw new Error(`${method} ${path}: ${errors} errors, ${non2xx} answers other than 2xx, of ${times.length}`)
  const seconds = (last - started) / 1000
  return { seconds, perSecond: times.length / seconds, milliseconds: median(times) }
}

/** Warms the server up, and finds how many requests it answers in so many seconds. */
export async function requestsWithin (seconds, server, request) {
  const enough = Math.min(1, seconds)
  for (let requests = request.connections * 2; ; requests *= 2) {
    const run = await load(server, { ...request, requests })
    if (run.seconds >= enough) return Math.max(request.connections, Math.round(run.perSecond * seconds))
  }
}

/**
 * Requests a second, in the median, of each run (`server`, `request`): they take turns, so that what else the machine does meets all of
 * them.
 */
export async function takeTurns (runs, { seconds, rounds }) {
  const measured = []
  for (const { server, request } of runs) {
    measured.push({ server, request: { ...request, requests: await requestsWithin(seconds, server, request) }, rates: [] })
  }
  for (let round = 0; round < rounds; round++) {
    for (const { server, request, rates } of measured) rates.push((await load(server, request)).perSecond)
  }
  return measured.map(({ rates }) => median(rates))
}

export function median (values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
