// Members of groups, and groups of users, of Microsoft Graph's own model, pruned to users, groups and devices, against a hand-written
// service over the same tables: 10,000 users and --rows memberships.
//   npm run build && GRAPH_METADATA=graph.csdl.xml node bench/directory.mjs [--rows 100000] [--seconds 3] [--rounds 5] [--database sqlite]
import { readFlags } from './flags.mjs'
import { measureAll, measureCase, onEachDatabase, putState } from './model-cases.mjs'
import { startDirectory } from './servers.mjs'
import { printTable } from './table.mjs'

const flags = readFlags(process.argv.slice(2))
const [USERS, GROUPS] = [10_000, 100]
const model = process.env['GRAPH_METADATA']
if (model === undefined) {
  console.log('Skipped: GRAPH_METADATA names no metadata file of Microsoft Graph.')
  process.exit(0)
}

const idOf = (kind, number) => `${kind}0000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const [userId, groupId] = [number => idOf('a', number), number => idOf('b', number)]
const headers = { authorization: 'Bearer any', ConsistencyLevel: 'eventual' }
const cases = [
  { title: 'groups/{id}/members, $top=100, $count', path: `/v1.0/groups/${groupId(GROUPS / 2)}/members?$top=100&$count=true`, headers },
  { title: 'users/{id}/memberOf', path: `/v1.0/users/${userId(USERS / 2)}/memberOf`, headers }
]

async function fill (server) {
  const each = Math.round(flags.rows / GROUPS)
  const users = Array.from({ length: USERS }, (_, number) =>
    ({ id: userId(number), displayName: `User ${number}`, userPrincipalName: `user${number}@contoso.com`, mail: `user${number}@contoso.com`, jobTitle: 'Engineer', department: `Team ${number % 100}` }))
  // The next group begins where this one ends, so that each user is in as many groups as any other.
  const groups = Array.from({ length: GROUPS }, (_, number) =>
    ({ id: groupId(number), displayName: `Group ${number}`, mailNickname: `group${number}`, 'members@odata.bind': Array.from({ length: each }, (_, place) => `users('${userId((number * each + place) % USERS)}')`) }))
  await putState(server, 'default', { users, groups })
  const first = async set => {
    const { value: [sample] } = await (await fetch(`${server.url}/v1.0/${set}?$top=1`, { headers })).json()
    return sample
  }
  samples = JSON.stringify({ user: await first('users'), group: await first('groups') })
}

let samples = ''
const setting = { model, flags: ['--include', 'users,groups,devices'], fill, startBaseline: databaseUrl => startDirectory(databaseUrl, samples) }
const met = await onEachDatabase(flags, setting, async ({ name, servers }) => {
  const { met, lines } = await measureAll(cases, one => measureCase(servers, one, flags))
  printTable(`${name}, ${USERS.toLocaleString('en')} users, ${flags.rows.toLocaleString('en')} memberships; requests a second, medians of ${flags.rounds} rounds of ${flags.seconds} s`, lines)
  return met
})
process.exit(met ? 0 : 1)
