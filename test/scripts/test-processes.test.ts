/** Test files that share a process are as honest as those that have their own. */
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import t from 'tap'
import type { Test } from 'tap'

interface Told {
  readonly push: (text: string) => void
  readonly end: (badly?: { readonly exitCode?: number, readonly signal?: string }) => void
}

interface Processes {
  readonly runAlone: (file: string, told: Told) => void
  readonly runShared: (file: string, told: Told) => void
  readonly endShared: () => void
}

const scripts = new URL('../../scripts/', import.meta.url)
const { createProcesses } = await import(new URL('test-processes.mjs', scripts).href) as {
  readonly createProcesses: (options: {
    readonly limit: number
    readonly pathOf: (file: string) => string
    readonly onTime?: (file: string, seconds: number) => void
  }) => Processes
}

const fileTest = pathToFileURL(resolve('.tap/build/test/support/file-test.js')).href
const file = (text: string): string => `import { t } from ${JSON.stringify(fileTest)}\n${text}\n`

const files = {
  'good.test.mjs': file("t.test('one', t => { console.log('a word'); t.ok(true, 'yes'); t.end() })\nglobalThis.number = (globalThis.number ?? 0) + 1\nt.equal(globalThis.number, 1)"),
  'later.test.mjs': file("await new Promise(resolve => setTimeout(resolve, 50))\nt.test('later', async t => { t.equal(globalThis.number, 1); t.equal(t.parent.name, 'later.test.mjs') })"),
  'wrong.test.mjs': file("t.test('wrong', t => { t.equal(1, 2, 'no'); t.end() })"),
  'thrown.test.mjs': file("t.ok(true)\nthrow new Error('of the file')"),
  'teardown.test.mjs': file("t.ok(true)\nt.teardown(() => { throw new Error('of the teardown') })"),
  'late.test.mjs': file("t.test('late', async () => { setTimeout(() => { throw new Error('of nobody') }, 5); await new Promise(resolve => setTimeout(resolve, 50)) })"),
  'lost.test.mjs': file("t.test('around', async t => await t.test('lost', async () => { void Promise.reject(new Error('that nobody waits for')); await new Promise(resolve => setTimeout(resolve, 50)) }))"),
  'busy.test.mjs': file("t.test('busy', t => { const spent = () => { const { user, system } = process.cpuUsage(); return user + system }; const end = spent() + 4e5; while (spent() < end); t.end() })"),
  'exit.test.mjs': file("t.test('exit', () => { process.exit(3) })"),
  // As deaf as a loop without an end, and without its heat.
  'endless.test.mjs': file("t.test('endless', { timeout: 0 }, () => { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0) })")
}

/** What a file printed, without times, and how its process ended badly. */
interface Outcome {
  readonly text: string
  readonly badly: unknown
}

async function run (how: 'runAlone' | 'runShared', processes: Processes, name: string): Promise<Outcome> {
  let text = ''
  return await new Promise(resolve => {
    processes[how](name, { push: more => { text += String(more) }, end: badly => { resolve({ text, badly }) } })
  })
}

const start = (t: Test, limit: number, options: { readonly onTime?: (file: string, seconds: number) => void } = {}): Processes => {
  const folder = t.testdir(files)
  return createProcesses({ limit, pathOf: name => join(folder, name), ...options })
}

const points = ({ text }: Outcome): string[] => text.split('\n').filter(line => /^ *(not )?ok|word/.test(line)).map(line => line.replace(/ # time=.*/, ''))

t.test('files of a shared process print what they print alone, and fail one by one', async t => {
  const processes = start(t, 60_000)
  const names = ['good.test.mjs', 'later.test.mjs', 'wrong.test.mjs', 'thrown.test.mjs', 'teardown.test.mjs', 'late.test.mjs', 'lost.test.mjs', 'later.test.mjs']
  const outcomes: Outcome[] = []
  for (const name of names) outcomes.push(await run('runShared', processes, name))
  processes.endShared()
  t.same(outcomes.map(({ badly }) => badly !== undefined), [false, false, true, true, true, true, true, false])
  const [good, later, wrong, thrown, , late, lost] = outcomes.map(points)
  t.same(good, ['a word', '    ok 1 - yes', 'ok 1 - one', 'ok 2 - should be equal'])
  t.same(later, ['    ok 1 - should be equal', '    ok 2 - should be equal', 'ok 1 - later'], 'in the same process')
  t.same(wrong, ['    not ok 1 - no', 'not ok 1 - wrong'])
  t.same(thrown, ['ok 1 - should be equal', 'not ok 2 - of the file'])
  t.same(late, ['    not ok 1 - of nobody', 'not ok 1 - late'], 'an error that nothing catches is of the test that runs')
  t.same(lost, ['        not ok 1 - that nobody waits for', '    not ok 1 - lost', 'not ok 1 - around'])
  for (const [name, shared] of [['good.test.mjs', good], ['late.test.mjs', late], ['lost.test.mjs', lost]] as const) {
    // tap repeats a test at the end that did not end by itself.
    t.same(points(await run('runAlone', processes, name)).slice(0, shared?.length), shared, `${name} alone`)
  }
})

t.test('a file that ends its process, or is too slow, fails, and the next one gets another', async t => {
  // Time enough for the others to start on a busy machine.
  const processes = start(t, 15_000)
  for (const [name, badly] of [['exit.test.mjs', { exitCode: 1 }], ['endless.test.mjs', { signal: 'SIGKILL' }]] as const) {
    t.match((await run('runShared', processes, name)).badly, badly, name)
    t.equal((await run('runShared', processes, 'good.test.mjs')).badly, undefined)
    t.equal((await run('runShared', processes, 'wrong.test.mjs')).badly === undefined, false)
  }
  processes.endShared()
})

t.test('what a file took of a processor is told', { skip: process.platform !== 'linux' && 'only Linux tells it' }, async t => {
  const times: Array<readonly [string, number]> = []
  const processes = start(t, 60_000, { onTime: (file, seconds) => { times.push([file, seconds]) } })
  for (const name of ['good.test.mjs', 'busy.test.mjs', 'later.test.mjs']) await run('runShared', processes, name)
  processes.endShared()
  await run('runAlone', processes, 'busy.test.mjs')
  t.same(times.map(([file]) => file), ['good.test.mjs', 'busy.test.mjs', 'later.test.mjs', 'busy.test.mjs'])
  const [, shared = 0, after = Infinity, alone = 0] = times.map(([, seconds]) => seconds)
  t.ok(shared >= 0.35, `its own: ${shared}`)
  t.ok(after < shared, `and no more: ${after}`)
  t.ok(alone >= 0.35, `with its start: ${alone}`)
})
