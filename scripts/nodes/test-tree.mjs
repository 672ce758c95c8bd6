// The tests of a copy of this checkout, with packages of its own.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export const treeOf = ({ folder }) => join(folder, 'tree')

/** Runs the tests of `args`, or all. Returns how many `passed` and `failed`. */
export function testTree (node, args) {
  const tree = treeOf(node)
  copyCheckout(tree)
  installPackages(node, tree)
  console.log(`Node ${node.version}: testing`)
  const { status, output } = node.run(['scripts/test.mjs', '--reporter=tap', ...args], tree)
  const totals = output.match(/^# \{ total: .*$/gm)?.at(-1) ?? ''
  const count = name => Number(new RegExp(`[ {]${name}: ([0-9]+)`).exec(totals)?.[1] ?? 0)
  return { passed: count('pass'), failed: count('fail') || (status === 0 ? 0 : 1) }
}

/** What git knows of and what it does not ignore; the packages of an earlier run stay. */
function copyCheckout (tree) {
  mkdirSync(tree, { recursive: true })
  for (const name of readdirSync(tree)) if (name !== 'node_modules') rmSync(join(tree, name), { recursive: true })
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
  for (const file of listed.split('\0').filter(file => file !== '' && existsSync(file))) {
    mkdirSync(join(tree, dirname(file)), { recursive: true })
    copyFileSync(file, join(tree, file))
  }
  // Tests ask git for the files of the checkout.
  execFileSync('git', ['init', '--quiet', '--initial-branch=main'], { cwd: tree })
}

/** `npm ci`, unless what is there is of this lock file and this Node. */
function installPackages (node, tree) {
  const stamp = join(tree, 'node_modules', '.installed')
  const wanted = `${node.version} ${createHash('sha256').update(readFileSync(join(tree, 'package-lock.json'))).digest('hex')}`
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  console.log(`Node ${node.version}: npm ci`)
  const { status, output } = node.npm(['ci'], tree)
  if (status !== 0 || output.includes('EBADENGINE')) throw new Error(`npm ci on Node ${node.version}:\n${output}`)
  writeFileSync(stamp, wanted)
}
