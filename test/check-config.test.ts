/** Settings of a program are refused as the command line refuses them. */
import t from 'tap'
import { checkConfig } from '../src/check-config.js'
import { ConfigError, defaultConfig } from '../src/config.js'

t.test('what fits is given back, without what is undefined', t => {
  t.same(checkConfig({}), {})
  t.same(checkConfig(defaultConfig), defaultConfig)
  t.same(checkConfig({ port: undefined, pageSize: 5 }), { pageSize: 5 })
  t.same(checkConfig({ clock: 1 }, ['clock']), { clock: 1 }, 'others are checked elsewhere')
  t.end()
})

const cases: ReadonlyArray<readonly [given: unknown, message: string]> = [
  [{ auth: 'JWT' }, 'auth cannot be "JWT": choose one of bearer, jwt, none.'],
  [{ auth: null }, 'auth cannot be null: choose one of bearer, jwt, none.'],
  [{ port: '4000' }, 'port cannot be "4000": give a whole number from 0 to 65535.'],
  [{ port: 70000 }, 'port cannot be 70000: give a whole number from 0 to 65535.'],
  [{ port: 1.5 }, 'port cannot be 1.5: give a whole number from 0 to 65535.'],
  [{ pageSize: 0 }, 'pageSize cannot be 0: give a whole number from 1 to 100000.'],
  [{ tls: 'true' }, 'tls cannot be "true": give true or false.'],
  [{ adminPort: 4000 }, 'adminPort cannot be 4000: give a string: TCP port'],
  [{ host: '' }, 'host cannot be "": Address to listen on'],
  [{ publicUrl: 'office.example' }, 'publicUrl cannot be "office.example": Base URL of links'],
  [{ throttle: '1/2' }, 'throttle cannot be "1/2": Limits per 20 seconds'],
  [{ databaseUrl: 'mysql://me:secret@host/x' }, 'databaseUrl cannot be "mysql://me:***@host/x": '],
  [{ databaseUrl: ['file:x'] }, 'databaseUrl cannot be an array: give a string: '],
  [{ adminKey: 'my secret' }, 'adminKey cannot be "***": '],
  [{ seed: () => 1 }, 'seed cannot be a function: give a string: '],
  [{ databseUrl: 'file:x' }, 'There is no option "databseUrl". Did you mean databaseUrl?'],
  [{ DATABASE_URL: 'file:x' }, 'There is no option "DATABASE_URL". Did you mean databaseUrl?'],
  [{ 'log-level': 'info' }, 'There is no option "log-level". Did you mean logLevel?'],
  [{ colour: 'red' }, 'There is no option "colour".'],
  [{ constructor: 1 }, 'There is no option "constructor".'],
  [{ clocks: 1 }, 'There is no option "clocks". Did you mean clock?'],
  ['port', 'Options must be an object, not "port".'],
  [null, 'Options must be an object, not null.']
]

t.test('everything else is refused by name, with what would do', t => {
  for (const [given, message] of cases) {
    t.throws(() => checkConfig(given, ['clock']), { name: 'ConfigError', message: new RegExp(`^${message.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')}`) }, message)
  }
  t.throws(() => checkConfig({ auth: 'JWT' }), ConfigError)
  t.end()
})
