// The package as others install it: packed, installed in an empty project, started.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { treeOf } from './test-tree.mjs'

const request = `fetch(process.env.GRAPH_BASE_URL + '/officeConfiguration', { headers: { authorization: 'Bearer x' } })
  .then(({ status }) => { console.log('answered', status) })`

/** What went wrong, in sentences; none when all is well. */
export function testPackage (node) {
  console.log(`Node ${node.version}: installing the package`)
  const project = join(node.folder, 'project')
  rmSync(project, { recursive: true, force: true })
  mkdirSync(project)
  writeFileSync(join(project, 'package.json'), '{ "private": true, "allowScripts": { "better-sqlite3": true } }')
  node.npm(['pack', '--pack-destination', project], treeOf(node))
  const tarball = readdirSync(project).find(name => name.endsWith('.tgz'))
  if (tarball === undefined) return ['npm pack made no package']
  const installed = node.npm(['install', `./${tarball}`], project)
  const command = join('node_modules', 'graph-office-emulator', 'dist', 'program', 'main.js')
  const answered = node.run([command, 'exec', '--', 'node', '-e', request], project)
  return [
    ...installed.status === 0 ? [] : ['the package does not install'],
    ...installed.output.includes('EBADENGINE') ? ['installing the package warns of engines'] : [],
    ...answered.output.includes('answered 200') ? [] : ['the installed program does not answer']
  ]
}
