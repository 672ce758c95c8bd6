import t from 'tap'
import { runWhileMaking } from '../../../src/storage/write/run-while-making.js'

/** What happened, and statements that take until they are told to end. */
function course () {
  const events: string[] = []
  const ends = new Map<string, (error?: Error) => void>()
  const run = async (name: string): Promise<void> => {
    events.push(`run ${name}`)
    await new Promise<void>((resolve, reject) => {
      ends.set(name, error => {
        if (error === undefined) resolve()
        else reject(error)
      })
    })
    events.push(`end ${name}`)
  }
  const turn = async (): Promise<void> => await new Promise(resolve => { setImmediate(resolve) })
  const end = async (name: string, error?: Error): Promise<void> => {
    await turn()
    ends.get(name)?.(error)
    await turn()
  }
  async function * make (...names: string[]): AsyncGenerator<string> {
    for (const name of names) {
      events.push(`make ${name}`)
      yield name
    }
  }
  return { events, run, end, make }
}

t.test('a statement is made while the one before it runs, and runs when that has ended', async t => {
  const { events, run, end, make } = course()
  const done = runWhileMaking(run('first'), make('a', 'b'), run)
  for (const name of ['first', 'a', 'b']) await end(name)
  await done
  t.strictSame(events, ['run first', 'make a', 'end first', 'run a', 'make b', 'end a', 'run b', 'end b'])
})

t.test('after a statement that fails none runs', async t => {
  const { events, run, end, make } = course()
  const done = t.rejects(runWhileMaking(undefined, make('a', 'b', 'c'), run), { message: 'no room' })
  await end('a', new Error('no room'))
  await done
  t.strictSame(events, ['make a', 'run a', 'make b'])
})

t.test('what cannot be made is thrown when the statement before it has ended', async t => {
  const { events, run, end } = course()
  async function * failing (): AsyncGenerator<string> {
    yield 'a'
    throw new Error('not to be made')
  }
  const done = t.rejects(runWhileMaking(undefined, failing(), run), { message: 'not to be made' }).then(() => { events.push('thrown') })
  await end('a')
  await done
  t.strictSame(events, ['run a', 'end a', 'thrown'])
})
