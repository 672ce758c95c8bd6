// What the command line may choose; everything has a default.
import { parseArgs } from 'node:util'

const databases = ['sqlite', 'postgresql']

/** The flags, checked. `cases` are parts of names; empty for all. */
export function readFlags (args) {
  const { values } = parseArgs({
    args,
    options: {
      rows: { type: 'string', default: '100000' },
      seconds: { type: 'string', default: '3' },
      rounds: { type: 'string', default: '5' },
      case: { type: 'string', multiple: true, default: [] },
      database: { type: 'string', multiple: true, default: databases },
      million: { type: 'boolean', default: false }
    }
  })
  for (const name of values.database) if (!databases.includes(name)) throw new Error(`--database cannot be "${name}": choose one of ${databases.join(', ')}.`)
  return {
    rows: positive('rows', values.rows),
    seconds: positive('seconds', values.seconds),
    rounds: positive('rounds', values.rounds),
    cases: values.case,
    databases: values.database,
    million: values.million
  }
}

function positive (flag, text) {
  const value = Number(text)
  if (!(value > 0)) throw new Error(`--${flag} cannot be "${text}": give a number above 0.`)
  return value
}
