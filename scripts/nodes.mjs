// npm run test:nodes: installs this checkout and its package on every version of Node it supports, and runs the tests there, one version
// after the other. `-- --node 26 test/main.test.ts` takes one version and some of the tests. Each version has a folder of its own, with its
// native modules, in the cache ($XDG_CACHE_HOME, ~/.cache, or /var/cache for root), so that a second run installs only what changed.
import { parseArgs } from 'node:util'
import { NODES, prepareNode } from './nodes/prepare-node.mjs'
import { testPackage } from './nodes/test-package.mjs'
import { testTree } from './nodes/test-tree.mjs'

const { values, positionals } = parseArgs({ options: { node: { type: 'string', multiple: true, default: NODES } }, allowPositionals: true })
const totals = []
for (const major of values.node) {
  const node = prepareNode(major)
  const { passed, failed } = testTree(node, positionals)
  const faults = testPackage(node)
  totals.push({ node: node.version, passed, failed: failed + faults.length, log: node.log })
  for (const fault of faults) console.log(`Node ${node.version}: ${fault}`)
}
for (const { node, passed, failed, log } of totals) console.log(`Node ${node}: ${passed} passed, ${failed} failed (${log})`)
process.exit(totals.some(({ passed, failed }) => passed === 0 || failed > 0) ? 1 : 0)
