import t from 'tap'
import { ConfigError, defaultConfig, maskPassword, parseConfig } from '../src/config.js'

t.test('flags win over the environment, the environment over the defaults', t => {
  t.same(parseConfig([], {}, '1'), defaultConfig)
  t.match(parseConfig(['--port', '1'], { PORT: '2', HOST: '::' }, '1'), { port: 1, host: '::', auth: 'bearer' })
  t.match(parseConfig(['--port=1', '--trust-proxy'], { TRUST_PROXY: 'false' }, '1'), { port: 1, trustProxy: true })
  t.match(parseConfig([], { PORT: '', MAX_BODY_BYTES: '4096', TRUST_PROXY: 'true' }, '1'), { port: 3000, maxBodyBytes: 4096, trustProxy: true }, 'an empty variable is none')
  t.end()
})

t.test('values that cannot be', t => {
  for (const [args, env] of [[['--port', ''], {}], [['--port', '1.5'], {}], [['--log-level', 'loud'], {}], [[], { DATABASE_URL: 'file:' }], [[], { PUBLIC_URL: 'office.example' }], [[], { SHUTDOWN_TIMEOUT: '0' }], [['--port'], {}]] as const) {
    t.throws(() => parseConfig(args, env, '1'), ConfigError, JSON.stringify([args, env]))
  }
  t.end()
})

t.test('passwords are not shown', t => {
  t.equal(maskPassword('postgresql://me:p%40ss@host/db'), 'postgresql://me:***@host/db')
  t.equal(maskPassword('postgresql://me:p@ss@w:rd@host/db'), 'postgresql://me:***@host/db')
  t.equal(maskPassword('postgresql://host/db'), 'postgresql://host/db')
  t.throws(() => parseConfig([], { ADMIN_KEY: 'my secret' }, '1'), { name: 'ConfigError', message: /^ADMIN_KEY cannot be "\*\*\*"/ })
  t.equal(maskPassword('file:./data/office.db'), 'file:./data/office.db')
  t.end()
})
