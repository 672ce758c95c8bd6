/**
 * Whatever is asked of Graph's users, groups and devices: no defect, the same on both databases. `GRAPH_METADATA` names a metadata file of
 * Graph's own; without it, the model that comes with the service is asked.
 */
import { readFileSync } from 'node:fs'
import t from 'tap'
import { pruneModel } from '../../src/csdl/prune-model.js'
import { readCsdl } from '../../src/csdl/read-csdl.js'
import { requestsOver } from '../support/requests-over.js'

const INCLUDE = ['users', 'groups', 'devices']
const SEED = 'models/graph/seed.json'
const file = process.env['GRAPH_METADATA']

const seed = JSON.parse(readFileSync(SEED, 'utf8')) as Readonly<Record<string, ReadonlyArray<{ readonly id: string }>>>
const idsOf = (set: string): readonly string[] => [...seed[set]?.slice(0, 5).map(({ id }) => `'${id}'`) ?? [], "'0aa00000-0000-0000-0000-000000000001'"]
const KEYS = new Map([
  ['user', idsOf('users')], ['group', idsOf('groups')], ['device', idsOf('devices')],
  ['directoryObject', [...idsOf('users'), ...idsOf('groups'), ...idsOf('devices')]]
])

t.test("requests over Graph's users, groups and devices", { timeout: 0 }, async t => {
  t.comment(file === undefined ? 'models/graph; GRAPH_METADATA names a file of Graph\'s own' : file)
  await requestsOver(t, file === undefined
    ? { model: readCsdl(['models/graph/graph.csdl.xml']), keys: KEYS, root: '/v1.0/', config: { model: 'graph', seed: SEED } }
    : { model: pruneModel(readCsdl([file]), INCLUDE), keys: KEYS, root: '/v1.0/', config: { model: file, include: INCLUDE.join(','), seed: SEED } })
})
