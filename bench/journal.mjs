// What the journal costs: the same server answers the same request with its journal on and off, in turns.
import { singleton } from './cases.mjs'
import { load, median, requestsWithin } from './load.mjs'

/** Throughput with the journal ÷ throughput without it, at least. */
const WANTED = 0.95
const SIZES = { on: 1000, off: 0 }

export async function compareJournal (server, { seconds, rounds }) {
  const requests = await requestsWithin(seconds, server, singleton)
  const rates = { on: [], off: [] }
  for (let round = 0; round < rounds; round++) {
    for (const [name, size] of Object.entries(SIZES)) {
      await setSize(server, size)
      rates[name].push((await load(server, { ...singleton, requests })).perSecond)
    }
  }
  await setSize(server, SIZES.on)
  const [on, off] = [median(rates.on), median(rates.off)]
  return { on, off, ratio: on / off, wanted: WANTED, met: on / off >= WANTED }
}

async function setSize ({ url }, size) {
  const answer = await fetch(`${url}/__admin/requests/settings`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ size })
  })
  if (!answer.ok) throw new Error(`the journal cannot be set: ${answer.status} ${await answer.text()}`)
}
