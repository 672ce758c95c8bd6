/** npm is found however scripts/nodes.mjs was started. */
import { execFileSync } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import t from 'tap'

const script = pathToFileURL('scripts/nodes/prepare-node.mjs').href

/** The version of the npm that is found with a variable of that value. */
function versionOf (execpath: string | undefined): string {
  const { npm_execpath: _own, ...rest } = process.env
  const env = execpath === undefined ? rest : { ...rest, npm_execpath: execpath }
  const found = execFileSync(process.execPath, ['--input-type=module', '-e', `import { npmCommand } from '${script}'; console.log(npmCommand())`], { env, encoding: 'utf8' })
  return execFileSync(process.execPath, [found.trim(), '--version'], { env, encoding: 'utf8' }).trim()
}

/** Node out of a package of its own has none. */
const npmIsBeside = [join('..', 'lib', 'node_modules'), 'node_modules'].some(folder => existsSync(join(dirname(realpathSync(process.execPath)), folder, 'npm')))

t.test('with node alone, and where the variable names what is gone', { skip: !npmIsBeside && 'there is no npm beside this Node' }, t => {
  for (const execpath of [undefined, '', '/nowhere/npm-cli.js']) t.match(versionOf(execpath), /^\d+\.\d+\.\d+/, `npm_execpath=${execpath}`)
  t.end()
})
