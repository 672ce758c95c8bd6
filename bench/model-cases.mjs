// Cases over a given model, against a service that reads the same tables by hand.
import { compareAnswers } from './compare.mjs'
import { newDatabase } from './databases.mjs'
import { takeTurns } from './load.mjs'
import { startOurs } from './servers.mjs'
import { figure, verdict } from './table.mjs'

const WANTED = 0.7

/** Replaces everything that a tenant has. */
export async function putState ({ url }, tenant, state) {
  const body = JSON.stringify(state)
  const answer = await fetch(`${url}/__admin/tenants/${tenant}/state`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body })
  if (!answer.ok) throw new Error(`filling: ${answer.status} ${await answer.text()}`)
}

/** One request of ours and of the baseline, which have to answer the same, and what `change` makes of it each time: the line of a table, and whether the ratio is what is wanted. */
export async function measureCase (servers, { title, path, change, headers, connections = 10 }, flags) {
  await compareAnswers(...servers.map(server => ({ ...server, path })), headers === undefined ? {} : { headers })
  const [ours, baseline] = await takeTurns(servers.map(server => ({ server, request: { path, change, headers, connections } })), flags)
  const met = ours / baseline >= WANTED
  return { met, line: [title, figure(ours), figure(baseline), figure(ours / baseline), `≥ ${WANTED}`, verdict(met)] }
}

/** What `measureOne` says of each case, in order: whether all are met, and their lines. */
export async function measureAll (cases, measureOne) {
  const results = []
  for (const one of cases) results.push(await measureOne(one))
  return { met: results.every(({ met }) => met), lines: results.map(({ line }) => line) }
}

/** `run` for each database, with our service over the model, filled by `fill`, and with the baseline; true when all of them are. */
export async function onEachDatabase ({ databases }, { model, fill, startBaseline }, run) {
  let met = true
  for (const name of databases) {
    const database = await newDatabase(name)
    // Each answer is a first one.
    const servers = [await startOurs(database.url, ['--model', model, '--remembered-bytes', '0'])]
    try {
      await fill(servers[0])
      await database.settle()
      servers.push(await startBaseline(database.url))
      met = await run({ name, database, servers }) && met
    } finally {
      for (const server of servers) await server.stop()
      await database.stop()
    }
  }
  return met
}
